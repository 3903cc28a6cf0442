/** @jsxImportSource react */
import { CacheProvider } from '@emotion/react';
import { http } from '@selfcommunity/api-services';
import { SCContextProvider } from '@selfcommunity/react-core';
import theme from '@selfcommunity/react-theme-default';
import { createRoot } from 'react-dom/client';
import { Frame } from './frame.jsx';
import { routeOn } from './overrides.jsx';
import { PageAt } from './pages.jsx';
import { prefixOf } from './router.js';
import { stageIn } from './stage.js';

// The client leaves these at its HTTP library's defaults; a site on Django sets them so that its writes pass.
const client = http.getClientInstance();
client.defaults.xsrfCookieName = 'csrftoken';
client.defaults.xsrfHeaderName = 'X-CSRFToken';

// The client leaves the port out of its socket's address and would knock at whatever listens on port 80.
window.WebSocket = class {
  close() {}
  send() {}
};

const accessToken = document.querySelector('meta[name=page-token]')?.content ?? '';

const { node, cache, components } = stageIn(document.getElementById('root'));

const conf = {
  portal: location.origin,
  locale: { default: 'en' },
  session: {
    type: 'JWT',
    clientId: 'practice',
    authToken: { accessToken, refreshToken: '', expiresIn: 86_400, tokenType: 'Bearer' },
    handleRefreshToken: () => Promise.reject(new Error('There is nothing to refresh here.')),
    handleLogout: () => location.assign('/'),
  },
  router: { handleRoute: (_name, url) => prefixOf(location.pathname) + routeOn(location.pathname, url) },
  notifications: {
    webSocket: { disableToastMessage: true, secure: false },
    webPushMessaging: { disableToastMessage: true },
    mobileNativePushMessaging: { disable: true },
  },
  theme: components ? { ...theme, components: { ...theme.components, ...components } } : theme,
};

createRoot(node).render(
  <CacheProvider value={cache}>
    <SCContextProvider conf={conf}>
      <Frame>
        <PageAt />
      </Frame>
    </SCContextProvider>
  </CacheProvider>,
);
