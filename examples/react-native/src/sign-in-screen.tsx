import { useState } from 'react';
import { Button, Text, TextInput, View } from 'react-native';

/** Stands in for the login of your app: the token is what `npx dwar token --viewer alice` prints. */
export function SignInScreen({ onToken }: { readonly onToken: (token: string) => void }) {
  const [token, setToken] = useState('');
  return (
    <View>
      <Text>Session token</Text>
      <TextInput
        accessibilityLabel="Session token"
        autoCapitalize="none"
        autoCorrect={false}
        secureTextEntry
        value={token}
        onChangeText={setToken}
      />
      <Button title="Sign in" disabled={token === ''} onPress={() => onToken(token)} />
    </View>
  );
}
