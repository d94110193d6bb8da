/** Secrets are found in commands and addresses, on their place, and none of them is in what is said of them. */

import { formatText, plain } from '../../src/diagnostics/formats/text';
import { formatGithub } from '../../src/diagnostics/formats/github';
import { formatSarif } from '../../src/diagnostics/formats/sarif';
import { published } from '../../src/diagnostics/diagnostic';
import { getOwn } from '../../src/lib/get-own';
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

// Forms that name no "password" beside the secret, or stand in another command than most.
const otherForms: readonly string[] = [
  `az storage blob upload -n x --account-name acct --account-key ${'Zm9vYmFy'.repeat(4)}`,
  `$env:AZURE_STORAGE_KEY = '${'Zm9vYmFy'.repeat(4)}'`,
  `export AZURE_STORAGE_ACCESS_KEY="${'Zm9vYmFy'.repeat(4)}"`,
  'sqlcmd -S srv.database.windows.net -U sa -P Correct-Horse-7 -Q "select 1"',
  '"Correct-Horse-7" | ConvertTo-SecureString -AsPlainText -Force',
  "$p = 'Correct Horse 7' | ConvertTo-SecureString -AsPlainText -Force",
  'net.exe user builder Correct-Horse-7 /add',
  'net user "Build Agent" Correct-Horse-7 /add',
  'net1 user builder Correct-Horse-7 /add',
  "$c = New-Object System.Net.NetworkCredential('builder', 'Correct-Horse-7')",
  '$c = [System.Net.NetworkCredential]::new("builder", "Correct-Horse-7", "corp")',
  'curl -fsS "https://fn.azurewebsites.net/api/run?code=abcDEF1234567890abcDEF=="',
  'Invoke-WebRequest https://fn.azurewebsites.net/api/run?x=1&code=abcDEF1234567890abcDEF==',
  `sh onboard_agent.sh -w 11111111-2222-3333-4444-555555555555 -s ${'Zm9vYmFy'.repeat(4)}== -d opinsights.azure.com`,
  `msiexec /i MMASetup.msi /qn OPINSIGHTS_WORKSPACE_KEY=${'Zm9vYmFy'.repeat(4)}==`,
  `curl -H "aeg-sas-key: ${'Zm9vYmFy'.repeat(4)}=" https://t.eventgrid.azure.net/api/events`,
  `curl -H 'x-functions-key: ${'abcD1234'.repeat(4)}' https://fn.azurewebsites.net/api/x`,
  "chpasswd <<< 'root:Correct-Horse-7'",
  'sudo chpasswd <<<"builder:Correct-Horse-7"',
  "printf 'root:Correct-Horse-7\\n' | sudo /usr/sbin/chpasswd",
  'usermod -p Correct-Horse-7 root',
  'useradd -m -p Correct-Horse-7 builder',
  `usermod -p '$6$saltsalt$${'aB3/'.repeat(20)}' root`,
  'reg add "HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Winlogon" /v DefaultPassword /t REG_SZ /d Correct-Horse-7 /f',
  "Set-ItemProperty -Path $winlogon -Name DefaultPassword -Value 'Correct-Horse-7'",
  'New-ItemProperty $winlogon -Name "DefaultPassword" -PropertyType String -Value Correct-Horse-7',
  "Set-ItemProperty -Path $winlogon -Value 'Correct-Horse-7' -Name DefaultPassword",
  '[Microsoft.Win32.Registry]::SetValue($key, "DefaultPassword", "Correct-Horse-7")',
  '<AdministratorPassword><Value>Correct-Horse-7</Value><PlainText>true</PlainText></AdministratorPassword>',
  '<Value>Correct-Horse-7!</Value>',
  'net use Z: \\\\files\\share Correct-Horse-7 /user:corp\\builder',
  'net use \\\\files\\share /user:corp\\builder Correct-Horse-7',
  'schtasks /create /tn t /tr c.exe /sc onstart /ru builder /rp Correct-Horse-7',
  'schtasks.exe /Create /RU builder /RP "Correct-Horse-7" /TN t',
  'redis-cli -h cache -a Correct-Horse-7 ping',
  'curl -u builder:C@rrect-Horse https://example.com',
  'curl --user "builder:Correct@Horse" https://example.com',
  'curl.exe -U proxy:Correct-Horse-7 https://example.com',
  'echo Correct-Horse-7 | docker login -u builder --password-stdin reg.example.com',
  "'Correct-Horse-7' | docker login -u builder --password-stdin reg.example.com",
  'echo "Correct-Horse-7" | sudo podman login --username b --password-stdin quay.io',
  "docker login -u b --password-stdin reg.example.com <<< 'Correct-Horse-7'",
  'echo -e "Correct-Horse-7\\nCorrect-Horse-7" | passwd root',
  '(echo Correct-Horse-7; echo Correct-Horse-7) | sudo smbpasswd -s -a builder',
  'echo Correct-Horse-7 | realm join -U builder corp.example.com',
  'echo Correct-Horse-7 | kinit builder@CORP.EXAMPLE.COM',
  `export ANTHROPIC=${glue('sk', '-ant-', 'api03-', 'aB3_'.repeat(20))}`,
  `export OPENAI=${glue('sk', '-proj-', 'aB3_'.repeat(20))}`,
  `twine upload -u __token__ -p ${glue('py', 'pi-', 'AgEIcHlwaS5vcmcC'.repeat(3))} dist/x`,
  `uv publish ${glue('py', 'pi-', 'AgEIcHlwaS5vcmcC'.repeat(3))}`,
  `databricks configure ${glue('da', 'pi', '0123456789abcdef'.repeat(2))}`,
  `huggingface-cli login ${glue('h', 'f_', 'abcdEFGH'.repeat(5))}`,
  `x ${glue('gl', 'sa_', 'abcdEFGH'.repeat(4), '_0123abcd')}`,
  `x ${glue('do', 'p_v1_', '0123456789abcdef'.repeat(4))}`,
  `x ${glue('hv', 's.', 'CAESI'.repeat(6))}`,
  'subscription-manager register --org=1234567 --activationkey=rhel-golden-key',
  'subscription-manager register --org 1234567 --activationkey rhel-golden-key',
  'SUSEConnect -r 0123456789ABCDEF',
  `sudo pro attach ${glue('C1', '2aB3'.repeat(6))}`,
  'git clone https://builder:C@rrectHorse@example.com/x.git',
  'psql postgresql://app:C@rrect-Horse@db.example.com/x',
  'plink.exe -ssh -pw Correct-Horse-7 host',
  'psexec \\\\host -u builder -p Correct-Horse-7 cmd',
  'zip -P Correct-Horse-7 x.zip y',
  '7z x -pCorrect-Horse-7 x.7z',
  'openssl pkcs12 -in x.pfx -passin pass:Correct-Horse-7 -nodes',
  'openssl passwd -6 Correct-Horse-7',
  'keytool -import -storepass Correct-Horse-7 -file x',
  'ldapsearch -x -D cn=admin -w Correct-Horse-7',
  'smbclient //files/share -U builder%Correct-Horse-7',
  'htpasswd -bc /etc/nginx/.htpasswd builder Correct-Horse-7',
  'autologon64.exe /accepteula builder corp Correct-Horse-7',
  "([adsi]'WinNT://./Administrator,user').SetPassword('Correct-Horse-7')",
  '[Environment]::SetEnvironmentVariable("STORAGE_KEY", "Correct-Horse-7", "Machine")',
];

test.each(otherForms)('%s', (line) => {
  const spec = `${head}customize:\n  - shell: ${JSON.stringify(['true', line])}\n${target}`;
  expect(said(spec).map((one) => one.code)).toEqual(['AIB411']);
});

// What looks like one of them and holds nothing.
const innocent: readonly string[] = [
  'az storage blob upload --account-name acct --account-key "$KEY" -f x',
  'az storage blob upload --auth-mode login --account-name acct -f x',
  'export AZURE_STORAGE_KEY=$(az storage account keys list -n acct --query [0].value -o tsv)',
  '$env:AZURE_STORAGE_KEY = $key',
  'ssh-keygen -f key -N ""',
  'primaryKey: id',
  'accessKey: secondary',
  'sqlcmd -S . -E -Q "select 1"',
  'sqlcmd -S . -U sa -P "$SA_PASSWORD" -Q "select 1"',
  'sqlcmd -S . -p1 -Q "select 1"',
  '$pw | ConvertTo-SecureString -AsPlainText -Force',
  'net user builder $env:PW /add',
  'net user builder /add',
  'net user builder /delete',
  'net user builder %PW% /add',
  'net.exe localgroup Administrators builder /add',
  'net use Z: \\\\files\\share',
  'net use Z: \\\\files\\share /persistent:yes',
  'net use * /delete /y',
  'net use Z: \\\\files\\share $pw /user:builder',
  '$c = New-Object System.Net.NetworkCredential($user, $pw)',
  '[System.Net.NetworkCredential]::new("", $secure).Password',
  'curl "https://fn.azurewebsites.net/api/run?code=$CODE"',
  'curl "https://example.com/?key=value&code=404"',
  'sh onboard_agent.sh -w $WORKSPACE_ID -s $WORKSPACE_KEY',
  'msiexec /i MMASetup.msi OPINSIGHTS_WORKSPACE_KEY=$key',
  'curl -H "aeg-sas-key: $KEY" https://t.eventgrid.azure.net/api/events',
  'chpasswd <<< "root:$PW"',
  'chpasswd < /run/passwords',
  'echo "root:$PW" | chpasswd',
  'usermod -p "$HASH" root',
  'usermod -aG docker builder',
  'useradd -m -s /bin/bash builder',
  'reg add HKLM\\x /v DefaultUserName /t REG_SZ /d builder /f',
  'reg add HKLM\\x /v DisablePasswordReveal /t REG_DWORD /d 1 /f',
  'reg add HKLM\\x /v MaximumPassword /t REG_DWORD /d 0x0000001e /f',
  'reg add HKLM\\x /v DefaultPassword /t REG_SZ /d %PW% /f',
  'Set-ItemProperty -Path $p -Name DefaultPassword -Value $pw',
  'Set-ItemProperty -Path $p -Name DefaultUserName -Value builder',
  '<Value>Windows Server 2022 SERVERSTANDARD</Value>',
  '<Value>true</Value>',
  '<Value>*SENSITIVE*DATA*DELETED*</Value>',
  'schtasks /create /tn t /tr c.exe /ru SYSTEM /rl HIGHEST',
  'schtasks /create /tn t /ru builder /rp %PW%',
  'redis-cli -h cache -a "$REDIS_PASSWORD" ping',
  'redis-cli --askpass ping',
  'curl -u "${USER}:${PASS}" https://example.com',
  'curl -U proxy: https://example.com',
  'az acr login -n registry --expose-token | docker login --password-stdin reg.azurecr.io',
  'cat /run/token | docker login --password-stdin reg.example.com',
  'echo "$TOKEN" | docker login -u b --password-stdin reg.example.com',
  'echo done | tee /tmp/log',
  'echo "deb https://example.com stable main" | sudo tee /etc/apt/sources.list.d/x.list',
  'echo hello | sudo tee /etc/motd',
  'echo y | sudo passwd --lock root',
  'sk-learn-extra==1.0.0',
  'pip install task-scheduler-1234567890123456789012345',
  'pip install pypi-tools',
  'subscription-manager register --org=$ORG --activationkey=$KEY',
  'subscription-manager repos --enable codeready-builder-for-rhel-9-x86_64-rpms',
  'SUSEConnect -p sle-module-basesystem/15.5/x86_64',
  'sudo pro attach "$TOKEN"',
  'git clone https://example.com:8443/x.git',
  'curl http://localhost:8080/a@b',
  'ssh -p 2222 builder@host',
  'zip -r x.zip y',
  'unzip -P "$PW" x.zip',
  '7z x -y x.7z -oC:\\x',
  'openssl x509 -in x.pem -noout',
  'openssl passwd -6 "$PW"',
  'mkdir -p /etc/redis /etc/zip',
  'nc -w 5 -s 10.0.0.1 host 443',
  'ldapsearch -x -W -D cn=admin',
  'smbclient //files/share -N',
  '.SetPassword($pw)',
  'docker build -t reg.example.com/app:1 --build-arg KEY=$KEY .',
  'docker run -p 8080:80 nginx',
  'tar -xpf x.tar',
  'ps -p 1234',
  'export GPG_KEY_ID=0x1234ABCD',
  'rpm --import https://example.com/RPM-GPG-KEY-example',
  'apt-key adv --keyserver keyserver.ubuntu.com --recv-keys 0xB1998361219BD9C9',
  'signed-by=/usr/share/keyrings/docker.gpg',
];

test.each(innocent)('nothing in %s', (line) => {
  const spec = `${head}customize:\n  - shell: ${JSON.stringify(['true', line])}\n${target}`;
  expect(said(spec).map((one) => one.message)).toEqual([]);
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

describe('in no format, whatever the diagnostic is about', () => {
  const secret = 'Correct-Horse-7';
  /** All that could be printed of the diagnostics of a spec. */
  const printed = (spec: string, files: Readonly<Record<string, string>> = {}): string => {
    const all = { 'image.yaml': spec, ...files };
    const { diagnostics } = resolve((file) => getOwn(all, file), 'image.yaml', {});
    expect(diagnostics).not.toEqual([]);
    return [
      formatText(diagnostics, plain),
      formatGithub(diagnostics),
      formatSarif(diagnostics.map(published)),
      JSON.stringify(diagnostics.map(published)),
    ].join('\n');
  };
  const step = (text: string): string => `${head}customize:\n${text}\n${target}`;

  test.each([
    ['an undeclared parameter beside it', step(`  - shell: [ 'net user b ${secret} /add {{ params.x }}' ]`)],
    ['an unknown key whose value it is', `${head}adminPassword: ${secret}\n${target}`],
    ['a value of another type', `${head}timeout: "password=${secret}"\n${target}`],
    ['an unknown step', step(`  - { shel: 'redis-cli -a ${secret}' }`)],
    ['a tab in front of it', step(`\t- shell: 'export PASSWORD=${secret}'`)],
    ['a key twice', step(`  - { shell: 'export PASSWORD=${secret}', shell: x }`)],
    ['a block', step(`  - shell: |\n      chpasswd <<EOF\n      root:${secret}\n      EOF\n      {{ params.x }}`)],
    ['a long value that a message cuts', `${head}timeout: "${'x'.repeat(60)} password=${secret}-and-some-more"\n${target}`],
    ['an argument', `${step(`  - { shell: ./run.sh, embed: true, args: [--password, ${secret}] }`)}`],
    ['a variable of the environment', `${step(`  - { shell: ./run.sh, embed: true, env: { DB_PASSWORD: ${secret} } }`)}`],
    ['deprovision', `deprovision: { inline: ["echo 'root:${secret}' | chpasswd"] }\n${step('  - shell: ls')}`],
    ['a description', `parameters: { p: { type: string, default: a, description: 'password: ${secret}' } }\n${step("  - shell: 'echo {{ params.p }}'")}`],
  ])('%s', (_name, spec) => {
    expect(printed(spec, { 'run.sh': 'echo "$1"\n' })).not.toContain(secret.slice(0, 9));
  }); // prettier-ignore

  test.each(['{ script: ./end.sh }'])(
    'a script that becomes a part of the template: %s',
    (value) => {
      const spec = `deprovision: ${value}\n${step('  - shell: ls')}`;
      const { diagnostics } = compileText(spec, {}, {
      'end.sh': `true\nexport PASSWORD=${secret}\nchpasswd <<EOF\nroot:${secret}\nEOF\n`,
    }); // prettier-ignore
      const found = diagnostics.filter(({ code }) => code === 'AIB444');
      expect(found.map((one) => one.message.slice(-10)).toSorted()).toEqual([
        expect.stringContaining('in line 2'),
        expect.stringContaining('in line 4'),
      ]);
      expect(JSON.stringify(diagnostics)).not.toContain(secret);
    },
  );

  test('of a script of many secrets, the first ten are named', () => {
    const line = `redis-cli -a ${secret}\n`;
    const { diagnostics } = compileText(step('  - { shell: ./run.sh, embed: true }'), {}, { 'run.sh': `true\n${line.repeat(30)}` }); // prettier-ignore
    const found = diagnostics.filter(({ code }) => code === 'AIB444');
    const lines = found.map(({ message }) => Number(/in line (\d+)/.exec(message)?.[1]));
    expect(lines.toSorted((a, b) => a - b)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });

  test('an embedded script is searched once', () => {
    const { diagnostics } = compileText(step('  - { shell: ./run.sh, embed: true }'), {}, {
      'run.sh': `redis-cli -a ${secret}\n`,
    }); // prettier-ignore
    const codes = diagnostics.map(({ code }) => code).filter((one) => /AIB4(?:11|44)/.test(one));
    expect(codes).toEqual(['AIB444']);
  });

  test('arguments, variables, descriptions and blocks are named', () => {
    const spec = `parameters: { p: { type: string, default: a, description: 'token: ${token}' } }\n${step(
      `  - { shell: ./run.sh, embed: true, args: [--password, ${secret}, "{{ params.p }}"], env: { DB_PASSWORD: ${secret} } }\n  - shell: |\n      chpasswd <<EOF\n      root:${secret}\n      EOF`,
    )}`;
    const { diagnostics } = compileText(spec, {}, { 'run.sh': 'echo "$1"\n' });
    expectDiagnostics(
      diagnostics.filter(({ code }) => code === 'AIB411' || code === 'AIB443'),
      [
        'AIB443 parameters.p.description',
        'AIB411 customize[0].args[1]',
        'AIB411 customize[0].env.DB_PASSWORD',
        'AIB411 customize[1].shell',
      ],
    );
  });
});
