/** 平台答复: the files that a platform answers with, loaded, checked row by row and put into tables. */
package org.redshield.bridge.platform.answer;
