/** Name of the built widget beside the loader, `widget-<hash>.js`; the build writes it in. */
declare const __WIDGET_FILE__: string;
