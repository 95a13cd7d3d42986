// The step before every npm script: makes sure that Node is new enough and that what package-lock.json asks for is installed.
// It must run without node_modules, and its own syntax must be understood by old versions of Node, so that they get an answer in
// words; what needs more lives in install.mjs.
var version = process.versions.node.split('.').map(Number);
var major = version[0];
var minor = version[1];

if (major < 20 || (major === 20 && minor < 19) || major === 21 || (major === 22 && minor < 12)) {
  console.error(
    '\nParley needs Node 20.19 or newer, 22.12 or newer, or 24; this is Node ' +
      process.versions.node +
      '.\nInstall a current one from https://nodejs.org (or run "nvm install" in this folder) and start again.\n',
  );
  process.exit(1);
}

import('./install.mjs')
  .then(function (install) {
    return install.ensureInstalled();
  })
  .catch(function (error) {
    console.error('\n' + (error.expected ? error.message : error.stack) + '\n');
    process.exit(1);
  });
