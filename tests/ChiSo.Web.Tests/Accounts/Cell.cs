using ChiSo.Application.Appraisal;
using ChiSo.Application.People;
using ChiSo.Application.Rounds;
using ChiSo.Web.People;

namespace ChiSo.Web.Tests.Accounts;

/// <summary>One thing an endpoint does, and what allows it.</summary>
/// <param name="Handler">GET, POST, or the name of a handler.</param>
/// <param name="Path">With <c>{unit}</c> where a unit stands.</param>
/// <param name="Acts">Any of them is enough; none is needed where this is empty.</param>
/// <param name="Reach">What the act is aimed at.</param>
/// <param name="Stage">Whose window must be open for it; <c>null</c> where none must.</param>
/// <param name="Fields">Of the form, with <c>{unit}</c>.</param>
internal sealed record Cell(string Route, string Handler, string Path, Act[] Acts, AimKind Reach = AimKind.Everything, string? Stage = null, params (string Name, string Value)[] Fields)
{
    private static readonly string[] Three = ["noivu", "tuphap", "taichinh"];

    /// <summary>The unit of the one thing it is about; <c>null</c> where it is about no thing of a unit.</summary>
    public string? OfUnit { get; init; }

    /// <summary>The one person whose thing it is; <c>null</c> where it is nobody's own.</summary>
    public string? Owner { get; init; }

    public bool AnyTime { get; init; } // the stage need not be open

    public bool AnyReview { get; init; } // any stage of appraisal will do, the stage's own kind of right is needed

    /// <summary>Whether it is an act of one stage at the address of another: what it is about may not be there.</summary>
    public bool IsElsewhere { get; init; }

    /// <summary>Whether it may be done while these stages alone are open.</summary>
    public bool HasTurn(IEnumerable<string> open) => Stage is null || AnyTime || open.Any(stage => stage == Stage || (AnyReview && Stages.KindOf(stage) == StageKind.Review));

    /// <summary>Own, foreign and third units where the cell is about one.</summary>
    public IEnumerable<string> Units => OfUnit is not null ? [OfUnit] : Path.Contains("{evidence}", StringComparison.Ordinal) ? ["noivu"] : Path.Contains("{unit}", StringComparison.Ordinal) || Fields.Any(one => one.Value.Contains("{unit}", StringComparison.Ordinal)) ? Three : [""];

    public string PathOf(string unit) => Path.Replace("{unit}", unit, StringComparison.Ordinal) + (Handler is "GET" or "POST" ? "" : (Path.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "handler=" + Handler);

    public Dictionary<string, string> FieldsOf(string unit) => Fields.ToDictionary(one => one.Name, one => one.Value.Replace("{unit}", unit, StringComparison.Ordinal));

    /// <summary>What the table of permissions says.</summary>
    public bool Allows(AppraiserMap map, Person person, string unit)
    {
        if (Acts.Length == 0)
            return true;
        var kind = Stage is null ? (StageKind?)null : Stages.KindOf(Stage);
        var aims = Reach switch
        {
            AimKind.Everything => [new(Stage: kind)],
            AimKind.Unit => [new(unit, Stage: kind)],
            AimKind.Below => [new(unit, DemoTwoLevels.Agency, kind)],
            AimKind.Area => [new(Stage: kind) { Survey = Cells.FieldSurvey, Area = Cells.FieldArea, Interviewer = person.Id }],
            AimKind.Panel => [new(Cells.PanelUnit, Stage: kind) { Panel = person.FullName == Things.Panelist ? [person.Id] : [] }],
            AimKind.Criterion => [new(Agency: map.AgencyOf(new(Cells.Line)), Stage: kind)],
            _ => Lines(map, unit, kind),
        };
        return aims.Any(aim => Acts.Any(act => person.May(act, aim)));
    }

    private IEnumerable<Aim> Lines(AppraiserMap map, string unit, StageKind? kind)
    {
        var lines = map.Criteria.Leaves().Select(leaf => leaf.Code).Where(code => Reach is AimKind.LinesOfUnit or AimKind.LinesOfBlock || code.Value == Cells.Line);
        var units = map.Block.Units.Select(one => one.Code).Where(one => Reach is AimKind.LinesOfCriterion or AimKind.LinesOfBlock || one == unit).ToList();
        return lines.SelectMany(line => units.Select(one => map.Of(line, one).AimAt(one, kind)));
    }

    public override string ToString() => $"{Handler} {Path}";
}

/// <summary>What an act is aimed at.</summary>
internal enum AimKind
{
    Everything,

    Unit,

    /// <summary>A line of the unit, by the body that appraises it first.</summary>
    Below,

    /// <summary>The criterion itself, by its agency.</summary>
    Criterion,

    /// <summary>A line of the unit, by whoever appraises it.</summary>
    Line,

    /// <summary>Any line of the unit is enough.</summary>
    LinesOfUnit,

    /// <summary>That line of any unit is enough.</summary>
    LinesOfCriterion,

    /// <summary>Any line of any unit is enough.</summary>
    LinesOfBlock,

    /// <summary>The area of fieldwork, and the person's own visits in it.</summary>
    Area,

    /// <summary>The request for review that one person was named to look at.</summary>
    Panel,
}
