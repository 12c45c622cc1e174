import '@mantine/core/styles/Notification.css';
import '@mantine/notifications/styles.css';
import { Notifications } from '@mantine/notifications';

/** Where short notices appear. Only screens that give some have it: the first one loads nothing for it. */
export function Notices() {
  return <Notifications position="bottom-right" limit={3} />;
}
