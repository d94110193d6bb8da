# aibgen for CI systems without Node.js: docker build -t aibgen --build-arg PACKAGE=aibgen@0.1.0 .
FROM node:24-slim
ARG PACKAGE=aibgen@0.1.0
RUN apt-get update \
  && apt-get install --yes --no-install-recommends ca-certificates git \
  && rm -rf /var/lib/apt/lists/* \
  && npm install --global --ignore-scripts "$PACKAGE"
USER node
WORKDIR /project
ENTRYPOINT ["aibgen"]
