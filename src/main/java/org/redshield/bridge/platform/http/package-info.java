/** 平台连接: what every protocol over HTTP needs: calls that end in time, files with resume, and readers that forgive. */
package org.redshield.bridge.platform.http;
