namespace OcrWorkflows.Runtime.Values;

/// <summary>The type of variables that hold JSON: a text put into one is read as JSON.</summary>
internal abstract class JsonValue;
