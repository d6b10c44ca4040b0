using ChiSo.Engine;

namespace ChiSo.Application.Rounds;

/// <summary>A pre-filled figure a unit disputes or disputed, as the annex prints it.</summary>
/// <param name="Line">The line's printed number.</param>
/// <param name="Figure">What it counts.</param>
/// <param name="Filled">The value with its source and the day of the query.</param>
/// <param name="State">The unit's value with its reason, and what was decided by whom and why.</param>
public sealed record DisputedFigure(Words Unit, string Line, string Figure, string Filled, string State);
