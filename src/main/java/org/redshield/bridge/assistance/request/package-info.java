/** 请求方办理: the asking bureau: draft, approval, letter, what comes back, and what follows from it. */
package org.redshield.bridge.assistance.request;
