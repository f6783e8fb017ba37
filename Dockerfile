# The server as an image; compose.yaml shows how to run it.
FROM node:22-bookworm-slim AS build
WORKDIR /app
ENV NODE_ENV=production
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN node scripts/prepare.mjs build

FROM node:22-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production
COPY --from=build /app ./
RUN mkdir -p data backups && chown node:node data backups
USER node
EXPOSE 3000
CMD ["node", "dist/rapport.js", "start"]
