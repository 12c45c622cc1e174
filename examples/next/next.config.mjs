/** @type {import('next').NextConfig} */
export default {
  distDir: 'dist',
  // This folder is the app: the repository around it has a lock file too.
  turbopack: { root: import.meta.dirname },
};
