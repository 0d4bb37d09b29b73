/** 建模: what modelers, and those who release their work, do at the API. */
package org.redshield.bridge.modeling;
