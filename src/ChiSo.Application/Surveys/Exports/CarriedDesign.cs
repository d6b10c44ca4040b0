using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Surveys.Cleaning;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Engine;
using ChiSo.Engine.Surveys;

namespace ChiSo.Application.Surveys.Exports;

/// <summary>The design of a survey collected here as it travels with the answers: columns beside them, and the design file that reads these.</summary>
/// <remarks>A weight belongs to a unit and a stratum as it is shown, so it parts nobody from the others of a group no smaller than the smallest: it tells no more than the columns unit and stratum do.</remarks>
public sealed class CarriedDesign
{
    private readonly LiveSurvey survey;
    private readonly SmallGroups hidden;
    private readonly bool hasClusters;
    private readonly ImmutableDictionary<(string Unit, string Stratum), ShownGroup> groups;

    /// <summary>People of each group; <c>null</c> for equal weights.</summary>
    private readonly ImmutableDictionary<(string Unit, string Stratum), double>? sizes;

    private readonly HashSet<string> taken;

    private CarriedDesign(LiveSurvey survey, ShownAnswers shown, GroupSizes? sizes)
    {
        (this.survey, hidden, hasClusters) = (survey, shown.Hidden, shown.Outline.HasClusters);
        groups = hidden.Shown.ToImmutableDictionary(group => (group.Unit, group.Stratum));
        this.sizes = sizes is null ? null : hidden.Shown.ToImmutableDictionary(group => (group.Unit, group.Stratum), group => sizes.Of(group, hidden));
        taken = AnswerVariables.Of(survey, shown.Outline, isIllustrative: true).Select(variable => variable.Variable.Name).ToHashSet(StringComparer.Ordinal);
        var widest = groups.Keys.Select(group => Encoding.UTF8.GetByteCount(StratumOf(group))).DefaultIfEmpty(1).Max();
        Stratum = new(Free("design_stratum"), "Tầng của thiết kế: đơn vị và tầng", VariableKind.Text) { Width = widest };
        Unit = hasClusters ? new(Free("design_unit"), "Đơn vị mẫu bậc một: nhóm cụm, hoặc một người", VariableKind.Text) { Width = widest + Longest } : null;
        People = sizes is null ? null : new(Free("people"), "Số người của tầng", VariableKind.Scale);
        Weight = new(Free("weight"), "Trọng số", VariableKind.Scale) { Decimals = Decimals };
    }

    private const int Decimals = 6;

    /// <summary>Letters of the number of a row, and of the sign before it.</summary>
    private const int Longest = 12;

    private Variable Stratum { get; }

    private Variable? Unit { get; }

    private Variable? People { get; }

    private Variable Weight { get; }

    /// <summary>The columns, in their order: they come after those of the answers.</summary>
    public ImmutableArray<Variable> Variables => [.. new[] { Stratum, Unit, People, Weight }.OfType<Variable>()];

    /// <summary>Whether an answer stands for people ÷ answers of its stratum.</summary>
    public bool WeighsPeople => sizes is not null;

    /// <summary>What the weights are, in words.</summary>
    public Words Said => WeighsPeople
        ? new($"Cột {Weight.Name}: số người của tầng ÷ số phiếu của tầng. Thiết kế mẫu ở design.json.", $"Column {Weight.Name}: people ÷ answers of the stratum. The design stands in design.json.")
        : new($"Cột {Weight.Name} là 1: phiếu của một đơn vị như nhau. Thiết kế mẫu ở design.json.", $"Column {Weight.Name} is 1: answers of a unit weigh alike. The design stands in design.json.");

    /// <param name="sizes">People of the groups; <c>null</c> for equal weights.</param>
    internal static CarriedDesign Of(LiveSurvey survey, ShownAnswers shown, GroupSizes? sizes) => new(survey, shown, sizes);

    /// <summary>What stands in <see cref="Variables"/> of an answer.</summary>
    /// <param name="row">Its number in the file: people drawn one by one are sampled units of their own.</param>
    internal IEnumerable<TableCell> Cells(Answer answer, int row)
    {
        var group = groups[(answer.Unit, answer.Stratum)];
        var stratum = StratumOf((group.Unit, group.Stratum));
        yield return TableCell.Of(stratum);
        if (Unit is not null)
            yield return TableCell.Of(answer.ClusterGroup is { } cluster ? $"{stratum}/{cluster}" : $"{stratum}#{(row + 1).ToString(CultureInfo.InvariantCulture)}");
        var people = sizes?[(group.Unit, group.Stratum)];
        if (people is { } known)
            yield return TableCell.Of(Text(known));
        yield return TableCell.Of(Text(people / group.Answers ?? 1));
    }

    /// <summary>The design file: as figures here are computed, with the shares or means of every question by unit. Figures few people are behind are suppressed.</summary>
    internal DesignFile File => new([new(Stratum.Name, Unit?.Name, hasClusters ? null : People?.Name)], Weight.Name, Estimates: Wanted())
    {
        Limits = new(survey.Declaration.MinimumCell, Variation: null, LimitAct.Suppress),
    };

    /// <summary>People of the groups in the columns <c>chiso survey index --sizes</c> reads; <c>null</c> where they are not known.</summary>
    internal TableRows? Targets => sizes is not { } known ? null : new("targets", ["unit", "stratum", "people"], hidden.Shown.Select(group =>
        (ImmutableArray<TableCell>)[TableCell.Of(group.Unit), TableCell.Of(group.Stratum), TableCell.Of(Text(known[(group.Unit, group.Stratum)]))]));

    private ImmutableArray<WantedEstimate> Wanted()
    {
        if (!IndexTree.Of(survey).TryGet(out var tree))
            return [];
        return [.. tree.Items().Where(item => taken.Contains(item.Code)).Select(item => item.Scoring is ItemScoring.TopShare
            ? new WantedEstimate(EstimateKind.Share, item.Code, Values: [.. item.Scores().Where(score => score.Score > 0).Select(score => (double)score.Answer)], Method: ShareMethod.Wilson, By: "unit")
            : new WantedEstimate(EstimateKind.Mean, item.Code, Values: [], By: "unit"))];
    }

    private string Free(string name)
    {
        while (!taken.Add(name))
            name += "_";
        return name;
    }

    private static string StratumOf((string Unit, string Stratum) group) => $"{group.Unit}/{group.Stratum}";

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
