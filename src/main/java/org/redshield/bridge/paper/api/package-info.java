/** 纸质函件对外接口: what others may know of letters on paper. */
package org.redshield.bridge.paper.api;
