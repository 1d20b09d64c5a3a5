# `make site` builds the site, `make test` proves it; all that they need lands in .venv, once for each state of the lock.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help site check hooks serve test fuzz bench lint deploy lock clean env test-env venv

# MkDocs 1.x and Material speak of their successors at every build; DESIGN.md has settled that.
export NO_MKDOCS_2_WARNING := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_INPUT := 1

PY := .venv/bin/python
WENZHENG := .venv/bin/wenzheng
UV ?= uv

help: ## 本说明 · this list
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile | expand -t 18

site: env ## 检查内容并生成 site/ · check the content, build site/
	@$(WENZHENG) build

check: env ## 只检查内容，不生成 · check the content only
	@$(WENZHENG) check

hooks: env ## 提交前先检查（装一次即可） · check before every commit (needed once)
	@git config core.hooksPath .githooks
	@echo '以后每次 git commit 之前会先检查；不想要时：git config --unset core.hooksPath · From now on git commit checks first; to undo: git config --unset core.hooksPath'

serve: env ## 生成、在本机预览，改动后自动刷新 · build, serve on this machine, reload on change
	@$(WENZHENG) serve

test: test-env ## 运行全部测试（可加 ARGS=…） · run all tests (ARGS=… goes to pytest)
	@$(PY) -m tests.rig.tools
	@$(PY) -m pytest -rs $(ARGS)

fuzz: test-env ## 用一百万个乱造的文件试程序（可加 ARGS=…） · a million invented inputs (ARGS=…)
	@$(PY) -m tests.fuzz $(ARGS)

bench: test-env ## 测速，以比值给出（N=件数） · measure speed, as ratios (N=letters)
	@$(PY) -m tests.bench $(N) $(ARGS)

lint: test-env ## 检查代码 · check the code
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/mypy

deploy: site ## 发布到目录、用户@主机:/目录或 s3://桶/前缀 · publish to TARGET=
	@test -n "$(TARGET)" || { echo '请写明目标：make deploy TARGET=目录、用户@主机:/目录或 s3://桶/前缀 · Say where to: make deploy TARGET=folder, user@host:/folder or s3://bucket/prefix' >&2; exit 2; }
	@$(PY) -m generator.deploy site "$(TARGET)"

lock: ## 更新依赖锁定文件（需要 uv） · renew the lock files (needs uv)
	@command -v "$(UV)" >/dev/null || { echo '没有找到 uv；请先安装，或写 make lock UV=路径 · uv was not found: install it, or say make lock UV=path' >&2; exit 2; }
	@"$(UV)" pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate pyproject.toml --extra build -o requirements.txt
	@"$(UV)" pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate pyproject.toml --extra build --extra s3 --extra dask --extra test -c requirements.txt -o requirements-test.txt

clean: ## 删除一切生成物（含 .venv） · remove everything that was made (.venv too)
	@rm -rf site .site.* .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis tests/.artifacts tests/tools/node_modules
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The key holds the folder too: the scripts in .venv/bin carry it, so a moved project installs itself anew.
key = printf '%s\n' '$(CURDIR)' | cat - pyproject.toml $(1)

env: venv
	@$(call key,requirements.txt) | cmp -s - .venv/site.key || { \
	echo '正在安装依赖…… · Installing what the site needs …' && \
	$(PY) -m pip install --quiet --require-hashes -r requirements.txt && \
	$(PY) -m pip install --quiet --no-deps --no-build-isolation -e . && \
	$(call key,requirements.txt) > .venv/site.key; }

test-env: env
	@$(call key,requirements-test.txt) | cmp -s - .venv/test.key || { \
	echo '正在安装测试工具…… · Installing what the tests need …' && \
	$(PY) -m pip install --quiet --require-hashes -r requirements-test.txt && \
	$(call key,requirements-test.txt) > .venv/test.key; }

venv:
	@if [ -x .venv/bin/pip ] && $(PY) -c '' 2>/dev/null; then exit 0; fi; \
	for python in "$(PYTHON)" python3 python3.14 python3.13 python3.12 python3.11 python; do \
	  if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then found=$$python; break; fi; \
	done; \
	if [ -z "$${found:-}" ]; then \
	  echo '需要 Python 3.11 或更高版本。装好后再运行；若它不在 PATH 中，请写 make PYTHON=路径。' >&2; \
	  echo 'Python 3.11 or newer is needed. Install it and try again, or say where it is: make PYTHON=path.' >&2; exit 2; \
	fi; \
	if ! "$$found" -c 'import ensurepip, venv' 2>/dev/null; then \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv >/dev/null; \
	  else \
	    echo '这个 Python 缺少 venv 模块。在 Debian、Ubuntu 上请先运行：sudo apt-get install python3-venv' >&2; \
	    echo 'This Python lacks its venv module. On Debian and Ubuntu run first: sudo apt-get install python3-venv' >&2; exit 2; \
	  fi; \
	fi; \
	"$$found" -m venv --clear .venv
