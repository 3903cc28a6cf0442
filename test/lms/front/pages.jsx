/** @jsxImportSource react */
import { Box, Button, Card, CardContent, Stack, Typography } from '@mui/material';
import { Endpoints } from '@selfcommunity/api-services';
import { useSCFetchCourse, useSCFetchUser, useSCRouting, useSCUser } from '@selfcommunity/react-core';
import {
  AddUsersButton,
  CourseDashboard,
  Courses,
  EditCourse,
  EventMembersWidget,
  GroupMembersWidget,
  UserFollowersWidget,
} from '@selfcommunity/react-ui';
// The package's index does not name this one.
import CourseParticipantsButton from '@selfcommunity/react-ui/components/CourseParticipantsButton/index.js';
import { Notifications, PostPage } from './community.jsx';
import { EditBySlug, Manage, Portal, Widget } from './overrides.jsx';
import { push, usePath } from './router.js';

const TABS = ['lessons', 'customize', 'users', 'requests', 'options'];

const ROUTES = [
  [/^\/course\/(\d+)\/([^/]+)\/edit\/(\w+)\/?$/, (id, slug, tab) => <Edit id={id} slug={slug} tab={tab} />],
  [/^\/course\/(\d+)\/[^/]+\/dashboard\/?$/, (id) => <CourseDashboard.Teacher courseId={id} />],
  [/^\/course\/(\d+)\/[^/]+\/?$/, (id) => <CoursePage id={id} />],
  [/^\/group\/(\d+)\/[^/]+\/(?:members\/)?$/, (id) => <GroupMembersWidget groupId={id} />],
  [/^\/user\/(\d+)\/?$/, (id) => <Profile id={id} />],
  [/^\/event\/(\d+)\/[^/]+\/?$/, (id) => <EventMembersWidget eventId={id} />],
  [/^\/post\/(\d+)\/?$/, (id) => <PostPage id={id} />],
  [/^\/notification\/?$/, () => <Notifications />],
  // Sites that override their routes.
  [/^\/courses?\/([^/]*[^/\d][^/]*)\/edit\/(\w+)\/?$/, (slug, tab) => <EditBySlug slug={slug} tab={tab} />],
  [/^\/manage\/?$/, () => <Manage />],
  [/^\/portal\/course\/(\d+)\/?$/, (id) => <Portal id={id} />],
  [/^\/widget\/course\/(\d+)\/requests\/?$/, (id) => <Widget id={id} />],
  [/^\/$/, () => <Courses />],
];

/** The page at the current address; nothing before it is known who looks. */
export function PageAt() {
  const path = usePath();
  const { user } = useSCUser();
  if (!user) return null;
  for (const [pattern, show] of ROUTES) {
    const match = pattern.exec(path);
    // Ids are numbers to the components.
    if (match) return show(...match.slice(1).map((part) => (/^\d+$/.test(part) ? Number(part) : part)));
  }
  return <Typography variant="h5">There is no such page.</Typography>;
}

function Edit({ id, slug, tab }) {
  return (
    <EditCourse
      courseId={id}
      tab={TABS.includes(tab) ? tab : 'lessons'}
      onTabChange={(chosen) => push(`/course/${id}/${slug}/edit/${chosen}`)}
    />
  );
}

function CoursePage({ id }) {
  const { scCourse } = useSCFetchCourse({ id });
  const { url } = useSCRouting();
  if (!scCourse) return null;
  const managed = ['creator', 'manager'].includes(scCourse.join_status);
  return (
    <Stack gap={2}>
      <Box
        component="img"
        src={scCourse.image_bigger}
        alt=""
        sx={{ width: 1, height: 220, objectFit: 'cover', borderRadius: 2 }}
      />
      <Typography variant="h4">{scCourse.name}</Typography>
      <Typography variant="body1">{scCourse.description}</Typography>
      <Typography variant="body2">
        By <a href={url('user_profile', scCourse.created_by)}>{scCourse.created_by.username}</a>
      </Typography>
      <Box>
        <CourseParticipantsButton course={scCourse} />
      </Box>
      {managed && (
        <Stack direction="row" gap={2}>
          <Button variant="contained" href={url('course_edit', { ...scCourse, tab: 'requests' })}>
            Edit
          </Button>
          <Button variant="outlined" href={url('course_dashboard', scCourse)}>
            Dashboard
          </Button>
        </Stack>
      )}
    </Stack>
  );
}

function Profile({ id }) {
  const { scUser } = useSCFetchUser({ id });
  if (!scUser) return null;
  return (
    <Stack gap={2}>
      <Card>
        <CardContent>
          <Typography variant="h4">{scUser.username}</Typography>
          <Typography variant="body1">{scUser.real_name}</Typography>
          <AddUsersButton
            label="ui.editCourse.tab.users.addUsersButton.label"
            endpoint={{
              url: () => Endpoints.GetCourseSuggestedUsers.url({ id: 10 }),
              method: Endpoints.GetCourseSuggestedUsers.method,
            }}
          />
        </CardContent>
      </Card>
      <UserFollowersWidget userId={id} />
    </Stack>
  );
}
