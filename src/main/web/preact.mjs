// What the screens may use of Preact; `html` is its markup in template strings, which needs no compiler and no eval.
import { Component, Fragment, createContext, h, render } from "preact";
import { useCallback, useContext, useEffect, useLayoutEffect, useMemo, useReducer, useRef, useState } from "preact/hooks";
import htm from "htm";

const html = htm.bind(h);

export {
  Component, Fragment, createContext, h, html, render,
  useCallback, useContext, useEffect, useLayoutEffect, useMemo, useReducer, useRef, useState,
};
