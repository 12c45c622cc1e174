import { defineConfig } from 'vite';

const TAG = /graphql`\s*(?:query|mutation|subscription|fragment)\s+(\w+)[^`]*`/g;

/** Replaces each document of Relay by the module that `npm run relay` makes of it. */
const relay = {
  name: 'relay',
  enforce: 'pre',
  transform: {
    filter: { id: /\.ts$/, code: 'graphql`' },
    handler(code) {
      const names = new Set();
      const text = code.replace(TAG, (_, name) => {
        names.add(name);
        return name;
      });
      const imports = [...names].map((name) => `import ${name} from './generated/${name}.graphql';`);
      return { code: `${imports.join('')}${text}`, map: null };
    },
  },
};

export default defineConfig({ plugins: [relay] });
