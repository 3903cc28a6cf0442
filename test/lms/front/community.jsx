/** @jsxImportSource react */
import { Card, CardContent, Stack, Typography } from '@mui/material';
import { CommentsFeedObject, FeedObject, SnippetNotifications } from '@selfcommunity/react-ui';

// Pages outside the courses, where people show as authors, as mentions, and as those who did something.

export function PostPage({ id }) {
  return (
    <Stack gap={2}>
      <FeedObject feedObjectId={id} feedObjectType="post" template="detail" />
      <CommentsFeedObject feedObjectId={id} feedObjectType="post" />
    </Stack>
  );
}

export function Notifications() {
  return (
    <Card>
      <CardContent>
        <Typography variant="h5">Notifications</Typography>
        <SnippetNotifications ScrollContainerProps={{ autoHeight: true, autoHeightMax: 900 }} />
      </CardContent>
    </Card>
  );
}
