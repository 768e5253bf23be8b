/** The sheet of a survey of awareness: only who knows a policy counts as knowing it (levels 3 to 5 are good). */
export default {
  verb: '您知不知道',
  choices: [
    { value: 5, text: '知道' },
    { value: 2, text: '听说过，说不清' },
    { value: 1, text: '不知道' },
  ],
}
