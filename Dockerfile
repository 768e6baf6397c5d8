# Two stages: the first builds mailflow into an environment of its own, the second holds that and what it needs to run.
# The steps are scripts, so that they run, and are tested, without Docker too (deploy/image/rehearse.sh).
FROM debian:bookworm-slim AS build
COPY . /src
RUN sh /src/deploy/image/build.sh /src /opt/mailflow

FROM debian:bookworm-slim
COPY deploy/image/install.sh /usr/local/share/mailflow-install.sh
RUN sh /usr/local/share/mailflow-install.sh
COPY --from=build /opt/mailflow /opt/mailflow

# Nobody's account, nothing to write to but the folder of the ledger: run it with a read-only root.
USER mailflow
WORKDIR /var/lib/mailflow
VOLUME /var/lib/mailflow
# The last: no columns in tracebacks, which takes three megabytes off the service.
ENV PATH=/opt/mailflow/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 PYTHONNODEBUGRANGES=1
EXPOSE 8025

# Needs a section [http] in the configuration.
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD ["python3", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8025/healthz', timeout=4)"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["mailflow", "--config", "/etc/mailflow/mailflow.toml"]
CMD ["run", "--log-json"]
