using ChiSo.Engine;

namespace ChiSo.Application.Rounds;

/// <summary>Who appraises a unit at the first level, before the lead agencies do ("cơ quan thẩm định cấp thứ nhất").</summary>
/// <param name="Unit">Code of the unit that is appraised.</param>
/// <param name="Appraiser">Name of the body, or the code of a unit of the round; never the unit itself.</param>
/// <param name="Node">The line, with all lines below it; <c>null</c> for every line. The nearest row above a line counts.</param>
public sealed record FirstLevelRow(string Unit, string Appraiser, CriterionCode? Node = null);
