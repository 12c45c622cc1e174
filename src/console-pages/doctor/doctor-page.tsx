import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { instanceQuery, settingsQuery } from '../data/doctor-queries.js';
import { useDocumentTitle } from '../grid/live-screen.js';
import { Failure, LoadingRows } from '../parts/failure.js';
import { useConsole } from '../shell/console-context.js';
import { Checks } from './checks.js';
import { InstanceFacts } from './instance-facts.js';
import { Settings } from './settings.js';
import '../messages/add-doctor.js';
import './doctor.css';

/** Whether this instance is set up well, what it is, and how it is configured. */
export function DoctorPage() {
  const { t } = useConsole();
  const instance = useQuery(instanceQuery());
  const settings = useQuery(settingsQuery());
  useDocumentTitle(t('doctor.title'));
  const error = instance.error ?? settings.error;
  const retry = () => void Promise.all([instance.refetch(), settings.refetch()]);
  return (
    <>
      <div className="screen-head">
        <h1>{t('doctor.title')}</h1>
        <span className="spread" />
        <Link to="/log">{t('doctor.log')}</Link>
      </div>
      {error !== null ? (
        <Failure error={error} retry={retry} />
      ) : !instance.data || !settings.data ? (
        <LoadingRows />
      ) : (
        <div className="doctor">
          <Checks />
          <InstanceFacts instance={instance.data} />
          <Settings settings={settings.data} />
        </div>
      )}
    </>
  );
}
