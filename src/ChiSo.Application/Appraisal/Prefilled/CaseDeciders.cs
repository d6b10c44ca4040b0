using System.Collections.Immutable;
using ChiSo.Application.Assessment;
using ChiSo.Application.People;
using ChiSo.Application.Rounds;

namespace ChiSo.Application.Appraisal;

/// <summary>Who decides cases about pre-filled figures: the appraisers of the line's agency, or of the body before it while that appraises, none of them with an interest in the unit, of it, or about a figure they filled in, whoever stands in for somebody counted as both; where there is nobody else, the council does with the line.</summary>
internal static class CaseDeciders
{
    /// <summary>Figures of a block with who decides the cases about them.</summary>
    /// <param name="now">UTC.</param>
    public static ImmutableArray<LineFigure> On(AssignmentBoard board, AppraiserMap map, ImmutableArray<LineFigure> figures, DateTime now) =>
        figures.Any(IsWithAgency) ? [.. figures.Select(figure => IsWithAgency(figure) && IsForCouncil(board, map, figure, now) ? figure with { Decider = CaseDecider.CouncilInsteadOfLoader } : figure)] : figures;

    private static bool IsWithAgency(LineFigure figure) => figure is { Dispute.State: DisputeState.Open, Decider: CaseDecider.Appraiser };

    /// <summary>A round without a council leaves it to an appraiser who is still to be named.</summary>
    private static bool IsForCouncil(AssignmentBoard board, AppraiserMap map, LineFigure figure, DateTime now)
    {
        if (!board.Round.Stages.Contains(Stages.Council) || map.Criteria.Leaves().All(leaf => leaf.Code != figure.Figure.Criterion))
            return false;
        var (line, unit) = (figure.Figure.Criterion, figure.Figure.Unit);
        var loaders = board.Behind(figure.Figure.Person, Act.PrefillFigures, figure.Figure.At);
        var agencies = new[] { map.Of(line, unit).Agency, board.Round.Clock.TurnOf(Stages.FirstLevel, unit, now) is Turn.Over or Turn.NotSet ? null : map.FirstLevelOf(line, unit) };
        var free = board.Mandates.Where(mandate => mandate.Role == Role.Appraiser && agencies.Contains(mandate.Unit) && board.Bars.IsFree(mandate, unit)).ToList();
        return free.Count > 0 && free.TrueForAll(mandate => loaders.Contains(mandate.AccountId) || loaders.Contains(mandate.ActingFor ?? mandate.AccountId));
    }
}
