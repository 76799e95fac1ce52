# syntax=docker/dockerfile:1
FROM node:26-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
COPY prisma/package.json prisma/
COPY core/package.json core/
COPY bots/package.json bots/
COPY activity/protocol/package.json activity/protocol/
COPY activity/server/package.json activity/server/
COPY activity/client/package.json activity/client/
# The client of the database is generated below, once the schema is there.
RUN npm ci --ignore-scripts
COPY . .
RUN node prisma/generate.ts \
 && npm run build --workspace activity/client \
 && npm prune --omit=dev --ignore-scripts \
 && npm cache clean --force

FROM node:26-slim
WORKDIR /app
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data
RUN mkdir /data && chown node:node /data
COPY --from=build --chown=node:node /app /app
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/readyz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "main.ts"]
