/** Stands in for the login of your app: the token is what `npx dwar token --viewer alice` prints. */
export default function SignIn() {
  return (
    <form method="post" action="/api/session">
      <h1>Sign in</h1>
      <label>
        Session token <input name="token" type="password" autoComplete="off" required />
      </label>
      <button type="submit">Sign in</button>
    </form>
  );
}
