import { AppRegistry } from 'react-native';
import { Main } from './src/main';

AppRegistry.registerComponent('DwarExample', () => Main);
