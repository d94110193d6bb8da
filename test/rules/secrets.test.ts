/** Secrets are found in commands and addresses, on their place, and none of them is in what is said of them. */

import { formatText, plain } from '../../src/diagnostics/formats/text';
import { formatGithub } from '../../src/diagnostics/formats/github';
import { formatSarif } from '../../src/diagnostics/formats/sarif';
import { published } from '../../src/diagnostics/diagnostic';
import { resolve } from '../../src/resolve';
import { compileText } from '../support/compile';
import { expectDiagnostics } from '../support/diagnostics';

// Put together here, so that scanners of this repository find nothing.
const glue = (...parts: readonly string[]): string => parts.join('');
const token = glue('gh', 'p_', 'A1b2C3d4'.repeat(5));

const head =
  'location: eastus2\nidentity: aib\nsource: Canonical:ubuntu-24_04-lts:server:latest\nstorageAccounts: { acct: rg }\n';
const target = 'distribute:\n  - gallery: g/web\n';

const commands: readonly (readonly [line: string, secret: string])[] = [
  ['export DB_PASSWORD=Correct-Horse-7', 'Correct-Horse-7'],
  ["$password = 'Correct-Horse-7'", 'Correct-Horse-7'],
  ['{"password": "Correct-Horse-7"}', 'Correct-Horse-7'],
  ['mysql --user admin --password Correct-Horse-7', 'Correct-Horse-7'],
  ['curl -H "Authorization: Bearer abcdefghijklmnop123456"', 'abcdefghijklmnop123456'],
  ['net user builder Correct-Horse-7 /add', 'Correct-Horse-7'],
  ["ConvertTo-SecureString 'Correct-Horse-7' -AsPlainText -Force", 'Correct-Horse-7'],
  ['echo "root:Correct-Horse-7" | sudo chpasswd', 'Correct-Horse-7'],
  ['git clone https://builder:Correct-Horse-7@example.com/x.git', 'Correct-Horse-7'],
  [`git clone https://${token}@github.com/o/r.git`, token],
  [glue('echo "-----BEGIN RSA ', 'PRIVATE KEY-----"'), glue('-----BEGIN RSA ', 'PRIVATE KEY-----')],
  [`export CS="AccountName=x;${glue('Account', 'Key=')}${'Ab1/'.repeat(20)}=="`, 'Ab1/'.repeat(20)],
  [
    'wget "https://x.blob.core.windows.net/c/f?sv=1&sig=bm90YXJlYWxzaWduYXR1cmU%3D"',
    'bm90YXJlYWxzaWduYXR1cmU%3D',
  ],
  [`aws configure set x ${glue('AK', 'IA')}ABCDEFGHIJKLMNOP`, glue('AK', 'IA', 'ABCDEFGHIJKLMNOP')],
];

const more: readonly string[] = [
  "mysql -u root -p'S3cretPass99'",
  'sshpass -p S3cret99 ssh host',
  'curl -u admin:S3cret99 https://example.com',
  'docker login -u builder -p S3cret99!',
  'echo S3cret99 | passwd --stdin root',
  'echo S3cret99 | sudo -S apt-get update',
  'ConvertTo-SecureString -AsPlainText "P@ssw0rd!" -Force',
  `export ${glue('AWS_SECRET_', 'ACCESS_KEY')}=${'wJalrXUt'.repeat(5)}`,
  glue('curl https://hooks.', 'slack.com/services/', 'T00000000/B00000000/', 'X'.repeat(24)),
  'setx PASSWORD S3cret99 /M',
  '[Environment]::SetEnvironmentVariable("DB_PASSWORD", "S3cret99", "Machine")',
  'export DB_PASS=S3cret99',
  glue('//npm.example/:_auth', 'Token=', 'npm', '_', 'a1B2c3D4'.repeat(4), 'abcd'),
  glue('xox', 'b-', '123456789012-abcdefghijkl'),
  glue('ey', 'JhbGciOiJIUzI1NiJ9.ey', 'JzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N'),
];

test.each(more)('%s', (line) => {
  const spec = `${head}customize:\n  - shell: ${JSON.stringify([line])}\n${target}`;
  expect(said(spec).map((one) => one.code)).toEqual(['AIB411']);
});

// What scripts say of passwords, tokens and keys without holding any.
const harmless: readonly string[] = [
  'echo $PASSWORD',
  '--password-stdin',
  'docker login --password-stdin',
  'passwd -l root',
  'passwd --lock root',
  'passwd -d user',
  'chage -M 90 password',
  'export DB_PASSWORD="$(cat /run/secret)"',
  'export DB_PASSWORD=`cat x`',
  'export DB_PASSWORD=${DB_PASSWORD}',
  'mysql --password=$PASSWORD',
  'mysql -p"$PW"',
  'password={{ params.x }}',
  'PASSWORD=%PASSWORD%',
  '$password = Read-Host -AsSecureString',
  '$password = $env:PW',
  '$password = (Get-AzKeyVaultSecret -VaultName v -Name n).SecretValue',
  '$token = (Invoke-RestMethod -Uri http://169.254.169.254/metadata/identity/oauth2/token -Headers @{Metadata="true"}).access_token',
  'az keyvault secret show --name my-secret --vault-name kv --query value -o tsv',
  'az keyvault secret show --id https://kv.vault.azure.net/secrets/foo',
  'sed -i "s/^PASS_MAX_DAYS.*/PASS_MAX_DAYS 90/" /etc/login.defs',
  'sed -i "s/PasswordAuthentication yes/PasswordAuthentication no/" /etc/ssh/sshd_config',
  'echo "PermitEmptyPasswords no" >> /etc/ssh/sshd_config',
  'apt-get install -y libpam-pwquality libsecret-1-0 gnome-keyring',
  'pip install keyring secretstorage',
  'systemctl enable secretsd',
  'kubectl create secret generic foo --from-file=x',
  'openssl genrsa -out key.pem',
  'ssh-keygen -t ed25519 -N "" -f key',
  'gpg --batch --passphrase "" --gen-key x',
  'gpg --passphrase-fd 0',
  'gpg --passphrase-file /run/p',
  'curl -u "$USER:$PASS" https://x',
  'curl -u admin:$PASS https://x',
  'curl --user ${U}:${P} x',
  'git clone https://$TOKEN@github.com/o/r',
  'git clone https://x:${TOKEN}@github.com/o/r',
  'git clone git@github.com:o/r.git',
  'git clone https://git@github.com/o/r',
  'echo "root:*" | chpasswd -e',
  'usermod -p "*" root',
  "usermod -p '!' root",
  'token_ttl=3600',
  'token_type=bearer',
  'MAX_TOKENS=4096',
  '--max-tokens 4096',
  'tokenizer=bert-base',
  'secret_name=mysecret-name',
  'SECRET_NAME=my-app-secret',
  'SECRET_ID=projects/foo/secrets/bar',
  'PASSWORD_FILE=/run/secrets/pw',
  'password_hash=sha512',
  'password-policy=strong',
  'password required pam_unix.so',
  'password sufficient pam_unix.so sha512 shadow',
  'echo "password    requisite    pam_pwquality.so retry=3" >> /etc/pam.d/common-password',
  'authconfig --passalgo=sha512 --update',
  'net accounts /minpwlen:14',
  'net user Administrator /active:no',
  'net user guest /active:no',
  'net user bob * /add',
  'Set-LocalUser -Name x -PasswordNeverExpires $true',
  'New-LocalUser -Name bob -NoPassword',
  'secedit /export /cfg c:\\secpol.cfg',
  '(gc c:\\secpol.cfg).replace("PasswordComplexity = 1","PasswordComplexity = 0")',
  'MinimumPasswordLength = 14',
  'reg add HKLM\\x /v DefaultPassword /t REG_SZ /d ""',
  'Remove-ItemProperty -Path HKLM:\\x -Name DefaultPassword',
  'aws secretsmanager get-secret-value --secret-id foo',
  'vault kv get -field=password secret/foo',
  'export VAULT_TOKEN=$(vault login -token-only)',
  'ENV PASSWORD=""',
  'password=',
  'password=""',
  "password=''",
  'PASSWORD=changeme',
  'password=<password>',
  'password=REPLACE_ME',
  'password=********',
  'password=xxxxxxxx',
  'Authorization: Bearer $TOKEN',
  'Authorization: Bearer ${TOKEN}',
  'curl -H "Authorization: Bearer $(az account get-access-token --query accessToken -o tsv)" https://x',
  'TOKEN=$(curl -s -X PUT http://169.254.169.254/latest/api/token)',
  'pat=$(echo x)',
  'export PATH=/usr/local/bin:$PATH',
  'PATTERN=abcdefgh',
  'pattern="abcdefghi"',
  'compat=version12',
  'dispatch=foobar123',
  '--pat-file=/x',
  'snap install token-tool',
  'cp my-secret-file.txt /etc',
  'mkdir -p /etc/secret',
  'chmod 600 /etc/secrets/foo.key',
  'cat /var/lib/secret/token',
  'sudo cat /etc/shadow',
  'update-crypto-policies --set DEFAULT',
  'Write-Host "Password: must be changed at first logon"',
  'echo "Enter password: "',
  'read -s -p "Password: " pw',
  'echo "The password is stored in key vault"',
  '# password: see the key vault',
  '# TODO: rotate password',
  'sudo passwd -u ubuntu',
  'sudo chpasswd < /run/pw',
  'openssl req -passout pass: -x',
  'openssl x -passin env:PW',
  'openssl x -passin file:/run/pw',
  'keytool -storepass changeit',
  'AllowedKeyAuth=publickey,password',
  'auth=password',
  'PubkeyAuthentication yes',
  'git config credential.helper store',
  'base64 -d <<< "$SECRET"',
  '-----BEGIN CERTIFICATE-----',
  '-----BEGIN PUBLIC KEY-----',
  'ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQ',
  'grep -q "BEGIN RSA PRIVATE KEY" x',
  '$SecurePassword = ConvertTo-SecureString $pw -AsPlainText -Force',
  'ConvertTo-SecureString -String $env:PW -AsPlainText -Force',
  'dotnet user-secrets set x $Y',
  'sas=$(az storage container generate-sas --name c)',
  'https://x.blob.core.windows.net/c/b?$SAS',
  'azcopy copy "https://x.blob.core.windows.net/c?${SAS}" .',
  'curl https://x/y?sig=$SIG',
  'TOKEN_URL=https://login.example.com/token',
  'token_endpoint=https://x',
  'secret: ${{ secrets.FOO }}',
  'apiKey: "$(apiKey)"',
  'API_KEY=@Microsoft.KeyVault(SecretUri=https://x)',
  'PASSWORD=$1',
  "PASSWORD='$PW'",
  'password=%s',
  'pwd',
  'cd $(pwd)',
  'OLDPWD=/home/user',
  'PWD=/home/user',
  'export PWD=$(pwd)',
  'pwd=C:\\temp\\foo',
  'New-AzKeyVault -Name kvprod',
  'Set-ItemProperty -Name AutoAdminLogon -Value 0',
  'secret=null',
  'wget https://github.com/o/token/releases/download/v1/token-linux',
  'curl -fsSL https://example.com/gpg.key',
  'GPGKEY=https://example.com/key',
  'access_token_lifetime: 3600',
  'pam_pwhistory.so remember=5 use_authtok',
  'sudo sed -i "s/password=.*/password=/" x',
  'sed "s/PASSWORD/$PW/"',
  'sed -i "s|@PASSWORD@|$PW|" f',
  'secrets=("a" "b")',
  'SECRETS_DIR=secrets-dir',
  'export CREDENTIAL_PROVIDER=managed-identity',
  'echo "ansible_password: {{ vault_password }}"',
  'token=none',
  'passwordless=enabled1',
  'NOPASSWD:ALL',
  'echo "%sudo ALL=(ALL) NOPASSWD:ALL" > /etc/sudoers.d/x',
  'user ALL=(ALL) NOPASSWD: /usr/bin/apt',
];

test('few false alarms', () => {
  const spec = `${head}customize:\n  - shell: ${JSON.stringify(harmless)}\n${target}`;
  expect(said(spec).map((one) => one.message + one.path)).toEqual([]);
  const alarms = harmless.filter((line) => {
    const one = `${head}customize:\n  - shell: ${JSON.stringify([line])}\n${target}`;
    return said(one).length > 0;
  });
  expect(alarms).toEqual([]);
});

test('a script is searched, and its secret is in no message', () => {
  const spec = `${head}scripts: { baseUri: "https://acct.blob.core.windows.net/scripts" }\ncustomize:\n  - shell: ./run.sh\n${target}`;
  const { diagnostics } = compileText(
    spec,
    {},
    { 'run.sh': 'true\nexport PASSWORD=Correct-Horse-7\n' },
  );
  expect(diagnostics).toMatchObject([{ code: 'AIB444', line: 7, path: 'customize[0].shell' }]);
  expect(diagnostics[0]?.message).toContain('in line 2');
  expect(JSON.stringify(diagnostics)).not.toContain('Correct-Horse-7');
});

test('defaults of parameters, and tags of all kinds', () => {
  const places = `tags: { a: ${token} }\nparameters: { p: { type: string, default: ${token} } }\ndistribute: [{ gallery: g/web, tags: { a: ${token}, b: "{{ params.p }}" } }]\n`;
  const { diagnostics } = compileText(head + places);
  expectDiagnostics(
    diagnostics.filter(({ code }) => code === 'AIB443'),
    ['AIB443 tags.a', 'AIB443 parameters.p.default', 'AIB443 distribute[0].tags.a'],
  );
  const inside = resolve(() => head + places, 'image.yaml', {}).diagnostics;
  expect(inside).toHaveLength(diagnostics.length);
  expect(formatText(inside, plain)).not.toContain(token);
});

function said(spec: string) {
  const { diagnostics } = resolve(
    (path) => (path === 'image.yaml' ? spec : undefined),
    'image.yaml',
    {},
  );
  return diagnostics.filter((one) => one.code === 'AIB411' || one.code === 'AIB412');
}

test.each(commands)('%s', (line, secret) => {
  const spec = `${head}customize:\n  - shell: |\n      true\n      ${line}\n${target}`;
  const found = said(spec);
  expectDiagnostics(found, ['AIB411:8']);
  for (const text of [
    formatText(found, plain),
    formatGithub(found),
    formatSarif(found),
    JSON.stringify(found.map(published)),
  ]) {
    expect(text).not.toContain(secret);
  }
});

const addresses: readonly (readonly [address: string, secret: string])[] = [
  ['https://acct.blob.core.windows.net/c/x.sh?sv=1&sig=bm90YXJlYWw%3D&se=2', 'bm90YXJlYWw%3D'],
  ['https://builder:Correct-Horse-7@example.com/x.sh', 'Correct-Horse-7'],
  ['https://example.com/x.sh?access_token=Correct-Horse-7', 'Correct-Horse-7'],
  [`https://raw.githubusercontent.com/o/r/abc/x.sh?token=${token}`, token],
];

test.each(addresses)('%s', (address, secret) => {
  const found = said(
    `${head}customize:\n  - shell: ${address}\n    sha256: ${'a'.repeat(64)}\n${target}`,
  );
  expectDiagnostics(found, ['AIB412:6']);
  expect(formatText(found, plain)).not.toContain(secret);
});
