// emulate.mjs SERVICE SEED: a stateful provider of npm's emulate, on a free port of this computer.
//
// Its command line wants a newer Node than Debian 13 has; its library does not.
//
// SPDX-License-Identifier: GPL-3.0-or-later
import fs from 'node:fs';
import { createEmulator } from 'emulate';

const [service, seed] = process.argv.slice(2);
const peer = await createEmulator({
  service,
  port: 0,
  hostname: '127.0.0.1',
  seed: { [service]: JSON.parse(fs.readFileSync(seed, 'utf8')) },
});
console.log('ready', peer.url);
