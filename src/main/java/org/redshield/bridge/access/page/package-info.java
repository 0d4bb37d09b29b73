/** 页面: the pages of ours beside the engine's, and how each of them is answered. */
package org.redshield.bridge.access.page;
