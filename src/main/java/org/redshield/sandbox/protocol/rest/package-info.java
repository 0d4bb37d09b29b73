/** The published HTTP API (docs/platform-api/openapi.yaml) over the same requests, dispositions and files. */
package org.redshield.sandbox.protocol.rest;
