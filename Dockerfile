# The production image: web, worker and beat are the same image with another first word (scripts/container).

# 1. Style and scripts
FROM node:24-slim AS frontend
WORKDIR /bouw
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build

# 2. Python packages, with the hashes of the lock file
FROM python:3.12-slim AS packages
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/venv
COPY requirements.txt .
RUN /opt/venv/bin/pip install --require-hashes -r requirements.txt

# 3. What runs
FROM python:3.12-slim
# gdal-bin brings the GDAL, GEOS and PROJ of whichever Debian the base image is on; pango and harfbuzz are
# what WeasyPrint loads for a PDF.
RUN apt-get update \
 && apt-get install -y --no-install-recommends gdal-bin libpangoft2-1.0-0 libharfbuzz-subset0 \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --no-create-home portaal
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /app
COPY --from=packages /opt/venv /opt/venv
COPY . .
COPY --from=frontend /bouw/static/dist static/dist
# Settings insist on these three; nothing is contacted while the static files are collected.
RUN SECRET_KEY=alleen-voor-het-bouwen DATABASE_URL=postgis://db/portal REDIS_URL=redis://redis:6379/0 \
    python manage.py collectstatic --noinput \
 && python -m compileall -q . /opt/venv/lib
USER portaal
EXPOSE 8000
ENTRYPOINT ["scripts/container"]
CMD ["web"]
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 CMD ["python", "scripts/gezond.py"]
