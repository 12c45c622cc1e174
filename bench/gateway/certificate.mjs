import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Makes a certificate for 127.0.0.1 in a folder: in production Dwar calls Gateway over TLS only. Needs the program openssl.
 *
 * @param {string} folder
 */
export function makeCertificate(folder) {
  const keyPath = join(folder, 'gateway-key.pem');
  const certificatePath = join(folder, 'gateway-certificate.pem');
  const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1', '-days', '2'];
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', keyPath];
  execFileSync('openssl', ['req', '-x509', ...key, '-out', certificatePath, ...subject], { stdio: 'pipe' });
  return {
    certificatePath,
    key: readFileSync(keyPath, 'utf8'),
    certificate: readFileSync(certificatePath, 'utf8'),
  };
}
