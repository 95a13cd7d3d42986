# The production server with its console: apps/api/dist/main.js. No simulator, no embedded database, no build tools in the image.
ARG NODE=node:24-slim

# Only the manifests, so that the packages are installed anew when they change and not at every edit of a source.
FROM ${NODE} AS manifests
WORKDIR /app
COPY . .
RUN find . -type f ! -name package.json ! -name package-lock.json ! -name .npmrc -delete \
  && find . -type d -empty -delete

FROM ${NODE} AS build
WORKDIR /app
COPY --from=manifests /app ./
# No package needs its install script here; what is not run cannot do harm.
RUN npm ci --ignore-scripts --include=dev
COPY . .
ENV NX_DAEMON=false NX_NO_CLOUD=true NX_TUI=false
RUN npx nx run-many -t build -p @parley/api @parley/admin
# What runs: the built files, at their places. Specs and sources stay behind.
RUN mkdir /built && find apps/api apps/admin libs -type d -name dist -not -path '*/node_modules/*' -prune -exec cp -R --parents {} /built \;

FROM ${NODE} AS packages
WORKDIR /app
COPY --from=manifests /app ./
RUN npm ci --ignore-scripts --omit=dev --workspace=@parley/api --include-workspace-root=false

FROM ${NODE}
ENV NODE_ENV=production HOST=:: PORT=3000
WORKDIR /app
COPY --from=packages /app ./
COPY --from=build /built ./
# Nothing below /app is writable for the server, and it writes nowhere else.
USER node
EXPOSE 3000
# Alive, not ready: a container does not become better by being restarted while its database is away.
HEALTHCHECK --interval=15s --timeout=3s --start-period=30s --retries=4 \
  CMD ["node", "-e", "fetch('http://localhost:' + (process.env.PORT || 3000) + '/health/live').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Node itself is process 1 and handles SIGTERM; npm in between would swallow it.
CMD ["node", "apps/api/dist/main.js"]
