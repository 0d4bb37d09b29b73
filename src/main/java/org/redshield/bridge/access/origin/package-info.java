/** 请求来源: where a request comes from, and by which address people know the bridge: what is configured says so, and nothing that a request brings along. */
package org.redshield.bridge.access.origin;
