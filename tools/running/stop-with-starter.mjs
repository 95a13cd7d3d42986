// Loaded with --import into every server that our scripts start. The starter holds the other end of the IPC channel; when it is
// gone, killed or not, the server stops as if told to. So no server outlives its starter and keeps its port.
if (process.channel) {
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  // Listening alone must not keep a process alive that has finished its work.
  process.channel.unref();
}
