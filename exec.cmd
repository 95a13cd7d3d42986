@rem The npm scripts begin with `exec`, so that in a Unix shell Node takes the shell's place and gets the signals that npm sends on.
@rem Windows knows no such word; here it just runs what follows.
@%*
