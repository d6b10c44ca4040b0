using System.Collections.Immutable;
using ChiSo.Application.Assessment;
using ChiSo.Application.CriteriaSets;
using ChiSo.Application.People;
using ChiSo.Application.Rounds;
using ChiSo.Engine;

namespace ChiSo.Application.Appraisal;

/// <summary>A figure of one line of one unit, with what is filled in there.</summary>
/// <param name="Filled"><c>null</c> while nobody filled it in.</param>
public sealed record FigureCell(UnitInput Unit, CriteriaNode Node, Figure Figure, LineFigure? Filled);

/// <summary>The figures of a block that can be filled in for its units, before and during the self-assessment.</summary>
public sealed record PrefilledDesk(LiveRound Round, AppraiserMap Map, ImmutableArray<Sheet> Sheets, ImmutableArray<LineFigure> Figures)
{
    /// <summary>Lines the units fill with figures; answers and points are nobody else's to fill in.</summary>
    public IEnumerable<CriteriaNode> Lines => Map.Criteria.Leaves().Where(IsFilled);

    /// <summary>Whether a line is filled by its unit, with figures.</summary>
    public static bool IsFilled(CriteriaNode node) => node.Scoring is { SuppliedBy: Supplier.Unit, Rule: not (ScoringRule.YesNo or ScoringRule.Choice or ScoringRule.Rubric or ScoringRule.MeanOverItems) } leaf && FigureText.LettersOf(leaf.Figures).Any();

    /// <summary>What filling in a line of a unit is aimed at.</summary>
    public Aim AimOf(CriteriaNode node, string unit) => Map.Of(node.Code, unit).AimAt(unit, StageKind.Self);

    /// <summary>The mandate under which this person fills figures in somewhere here; <c>null</c> when nowhere.</summary>
    public Mandate? MandateOf(Person person) => Lines.SelectMany(node => Map.Block.Units.Select(unit => person.MandateTo(Act.PrefillFigures, AimOf(node, unit.Code)))).FirstOrDefault(mandate => mandate is not null);

    /// <summary>Whether this person may see anything of it; whoever reads every line also where there is none.</summary>
    public bool MayRead(Person person) => MandateOf(person) is not null || person.May(Act.ReadReview, new()) || Lines.Any(node => Map.Block.Units.Any(unit => person.May(Act.ReadReview, AimOf(node, unit.Code))));

    /// <summary>What a unit entered on a line; <c>null</c> when nothing.</summary>
    public Position? ClaimOf(string unit, CriterionCode line) => Sheets.First(sheet => sheet.Unit.Code == unit).Positions.GetValueOrDefault(line); // every unit of the block has one

    /// <summary>Figures of the lines this person has this to do with, by line and figure, then in official order of the units.</summary>
    public IEnumerable<FigureCell> CellsFor(Person person, Act act)
    {
        var filled = Figures.ToDictionary(one => (one.Figure.Unit, one.Figure.Criterion, one.Figure.Letter));
        return from node in Lines
               from figure in node.Scoring!.Figures.Where(figure => figure.Name.Length > 0) // lines filled with figures are scored
               from unit in Map.Block.Units
               where person.May(act, AimOf(node, unit.Code))
               select new FigureCell(unit, node, figure, filled.GetValueOrDefault((unit.Code, node.Code, figure.Name)));
    }
}
