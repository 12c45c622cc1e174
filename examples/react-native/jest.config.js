module.exports = {
  preset: '@react-native/jest-preset',
  setupFiles: ['<rootDir>/test/setup.ts'],
  // Packages whose code is for Metro: it has JSX, types or import().
  transformIgnorePatterns: ['node_modules/(?!((jest-)?react-native|@react-native(-async-storage)?|@dwar)/)'],
  testTimeout: 60_000,
};
