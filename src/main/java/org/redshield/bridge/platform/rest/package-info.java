/** 平台接口: the published HTTP API for platforms, docs/platform-api/openapi.yaml, from the bridge's side. */
package org.redshield.bridge.platform.rest;
