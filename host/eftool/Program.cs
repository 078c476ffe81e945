// Design-time tool of the three migration sets; see docs/operating.md.
return 0;
