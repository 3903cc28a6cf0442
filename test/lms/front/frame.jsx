/** @jsxImportSource react */
import { AppBar, Avatar, Button, Container, CssBaseline, Stack, Toolbar, Typography } from '@mui/material';
import { useSCRouting, useSCUser } from '@selfcommunity/react-core';

/** Whether the community is shown as a part of another page: that page has a bar of its own. */
const isPart = () => window.parent !== window || location.pathname.startsWith('/widget/');

/** The community's bar on top, and the page below it. */
export function Frame({ children }) {
  const { user } = useSCUser();
  const { url } = useSCRouting();
  if (isPart()) return children;
  return (
    <>
      <CssBaseline />
      <AppBar position="sticky" color="default" elevation={1}>
        <Toolbar sx={{ gap: 1 }}>
          <Typography variant="h6" sx={{ flexGrow: 1 }}>
            Tidewater Community
          </Typography>
          <Button color="inherit" href={url('home', {})}>
            Courses
          </Button>
          <Button color="inherit" href={url('group_members', { id: 5, slug: 'tide-pool-watchers' })}>
            Tide Pool Watchers
          </Button>
          {user && (
            <Stack direction="row" alignItems="center" gap={1}>
              <Avatar alt={user.username} src={user.avatar} sx={{ width: 32, height: 32 }} />
              <Typography variant="body2">{user.username}</Typography>
            </Stack>
          )}
        </Toolbar>
      </AppBar>
      <Container maxWidth="lg" sx={{ py: 3 }}>
        {children}
      </Container>
    </>
  );
}
