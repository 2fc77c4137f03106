#!/usr/bin/env node
// make-places.mjs: makes data/rules/{number-zones,number-states,zip-places}.txt from what others publish.
//
// SPDX-License-Identifier: GPL-3.0-or-later
//
//   npm install --prefix FOLDER zips@1.1.3 @photostructure/tz-lookup@11.7.0
//   build-aux/make-places.mjs FOLDER LIBPHONENUMBER
//
// LIBPHONENUMBER is a checkout of that project (Apache-2.0). zips has GeoNames' postal codes (CC BY 4.0),
// tz-lookup the world's time zones (CC0). Nothing is written by hand.
import fs from 'node:fs'
import path from 'node:path'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

const [folder, libphonenumber] = process.argv.slice(2)
const require = createRequire(path.resolve(folder, 'node_modules/x.js'))
const tzLookup = require('@photostructure/tz-lookup')
const rules = path.join(path.dirname(fileURLToPath(import.meta.url)), '../data/rules')
const states = JSON.parse(fs.readFileSync(path.join(rules, 'us-states.json'))).rows
const codes = new Set(states.map(row => row.code))
const byName = new Map(states.map(row => [row.name, row.code]))

function write (name, head, lines) {
  fs.writeFileSync(path.join(rules, name), head.map(line => `# ${line}`.trimEnd() + '\n').join('') + '\n' +
    lines.join('\n') + '\n')
}

// As published, less the zones' files of before: a prefix of a number, then its zones.
function makeNumberZones () {
  const text = fs.readFileSync(path.join(libphonenumber, 'resources/timezones/map_data.txt'), 'utf8')
  fs.writeFileSync(path.join(rules, 'number-zones.txt'), text)
}

// Places are written “Chicago, IL”, or as a state's name for a whole area.
function makeNumberStates () {
  const text = fs.readFileSync(path.join(libphonenumber, 'resources/geocoding/en/1.txt'), 'utf8')
  const areas = new Map()
  for (const line of text.split('\n')) {
    const found = /^(1\d{3})\d*\|(.*)$/.exec(line)
    if (!found) continue
    const name = found[2].replace(/^Washington State$/, 'Washington').replace(/^Washington D\.C\.$/, 'District of Columbia')
    const code = byName.get(name) ?? /, ([A-Z]{2})$/.exec(name)?.[1]
    if (!codes.has(code)) continue
    if (!areas.has(found[1])) areas.set(found[1], new Map())
    // A line for the whole area says it; single exchanges across a border do not.
    const whole = line.startsWith(found[1] + '|') ? 1e9 : 1
    areas.get(found[1]).set(code, (areas.get(found[1]).get(code) ?? 0) + whole)
  }
  write('number-states.txt', [
    'Made by build-aux/make-places.mjs from resources/geocoding/en/1.txt of libphonenumber:',
    'Copyright (C) 2011-2026 The Libphonenumber Authors, Apache-2.0 (see number-zones.txt for its notice).',
    'An area code, then the states that its places are in.'
  ], [...areas].sort().map(([area, found]) => {
    const all = [...found].sort((a, b) => b[1] - a[1])
    const most = all[0][1]
    return `${area}|${all.filter(([, n]) => most < 1e9 || n >= 1e9).map(([code]) => code).sort().join('&')}`
  }))
}

// Zones whose clocks agree from now on are one: the first of them in the order of the table of IANA.
function makeAlike () {
  const zones = fs.readFileSync('/usr/share/zoneinfo/zone.tab', 'utf8').split('\n')
    .filter(line => /^(US|PR|VI|GU|AS|MP)\t/.test(line)).map(line => line.split('\t')[2])
  const alike = new Map()
  const first = new Map()
  for (const zone of zones) {
    const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset', hour: 'numeric' })
    let key = ''
    for (let t = Date.UTC(2026, 0, 1); t < Date.UTC(2029, 0, 1); t += 6 * 3600e3) key += format.format(t).split('GMT')[1] + ' '
    if (!first.has(key)) first.set(key, zone)
    alike.set(zone, first.get(key))
  }
  return alike
}

// Two zones are given where another one begins within five kilometres or so of a ZIP's middle.
function makeZipPlaces () {
  const alike = makeAlike()
  const places = new Map()
  const walk = node => {
    if (Array.isArray(node)) node.forEach(walk)
    else if (node?.zip) {
      const zones = new Set()
      for (const dx of [0, -0.05, 0.05]) {
        for (const dy of [0, -0.05, 0.05]) {
          const zone = alike.get(tzLookup(node.lat + dy, node.long + dx))
          if (zone) zones.add(zone)
        }
      }
      if (codes.has(node.state) && zones.size > 0) places.set(node.zip, { state: node.state, zones })
    }
  }
  walk(JSON.parse(fs.readFileSync(require.resolve('zips/data/zip-tree.json'))))
  // The longest prefixes are left out where the prefix before says the same. A ZIP that is not there, since it
  // is newer, then has all that its neighbours have.
  const say = prefix => {
    const inside = [...places].filter(([zip]) => zip.startsWith(prefix)).map(([, place]) => place)
    const found = { states: new Set(), zones: new Set() }
    inside.forEach(place => { found.states.add(place.state); place.zones.forEach(zone => found.zones.add(zone)) })
    return inside.length ? `${[...found.states].sort().join('&')}|${[...found.zones].sort().join('&')}` : null
  }
  const lines = []
  const descend = (prefix, above) => {
    const said = say(prefix)
    if (said === null) return
    if (prefix.length >= 3 && said !== above) lines.push(`${prefix}|${said}`)
    if (prefix.length < 3 || (prefix.length < 5 && said.includes('&'))) {
      for (let digit = 0; digit < 10; digit++) descend(prefix + digit, prefix.length >= 3 ? said : null)
    }
  }
  descend('', null)
  write('zip-places.txt', [
    'Made by build-aux/make-places.mjs. States and places of ZIP codes: GeoNames postal codes,',
    'https://www.geonames.org, CC BY 4.0, as packed in zips 1.1.3 of npm (MIT, last update 2023-02-03).',
    'Zones: @photostructure/tz-lookup 11.7.0 of npm (CC0-1.0), at each ZIP’s middle and around it; zones whose',
    'clocks agree from 2026 on are written as one.',
    'The beginning of a ZIP, then its states, then its zones; the longest beginning counts.'
  ], lines)
}

makeNumberZones()
makeNumberStates()
makeZipPlaces()
