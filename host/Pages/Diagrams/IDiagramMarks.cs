using OcrWorkflows.Host.Pages.Components;

namespace OcrWorkflows.Host.Pages.Diagrams;

/// <summary>What is marked on a step: the same for the eye, for screen readers and for the list beside the drawing.</summary>
/// <param name="Css">Class of the step.</param>
/// <param name="Word">What the mark means, in a word or two.</param>
/// <param name="Path">SVG path data of the sign, in a square of 12; null for a step without one.</param>
/// <param name="Written">Whether the word stands in the drawing too.</param>
public sealed record StepMark(string Css, string Word, Tone Tone, string? Path, bool Written);

/// <summary>What is marked on a drawing.</summary>
public interface IDiagramMarks
{
    /// <summary>What the marks mean, under the drawing; null when there are none.</summary>
    string? Legend { get; }

    /// <returns>Null for a step of which nothing is to be said.</returns>
    StepMark? MarkOf(string activity);

    /// <returns>Class of the line, <c>taken</c>, <c>added</c> or <c>removed</c>; null for a plain one.</returns>
    string? LineOf(DiagramEdge edge);
}
