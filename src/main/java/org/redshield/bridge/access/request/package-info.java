/** 请求限度: what a request may cost before anybody knows who sends it: the size of its body, how long it takes, how many at a time. */
package org.redshield.bridge.access.request;
