namespace ChiSo.Application.People;

/// <summary>A row of a register file: what is said of a unit over a span of days.</summary>
/// <param name="Where">File and line, for problems.</param>
/// <param name="Until">The day after the last; <c>null</c> while none is set.</param>
/// <param name="Predecessors">See <see cref="UnitFact.Predecessors"/>.</param>
public sealed record RegisterRow(
    string Where, string Unit, string Name, string NameEn, string Kind, string Parent, DateOnly? From, DateOnly? Until, string? Predecessors, string Source)
{
    public bool Says(UnitFact fact) =>
        (Unit, Name, NameEn, Kind, Parent, From, Until, Predecessors, Source)
        == (fact.Unit, fact.Name, fact.NameEn, fact.Kind, fact.Parent, fact.From, fact.Until, fact.Predecessors, fact.Source);

    public UnitFact ToFact(DateTime at) => new()
    {
        Unit = Unit, Name = Name, NameEn = NameEn, Kind = Kind, Parent = Parent, From = From, Until = Until, Predecessors = Predecessors, Source = Source, RecordedAt = at,
    };

    public static RegisterRow Of(UnitFact fact) =>
        new("", fact.Unit, fact.Name, fact.NameEn, fact.Kind, fact.Parent, fact.From, fact.Until, fact.Predecessors, fact.Source);

    /// <summary>Whether two rows of one unit claim a common day.</summary>
    public bool Overlaps(RegisterRow other) =>
        (From is null || other.Until is null || From < other.Until) && (other.From is null || Until is null || other.From < Until);
}
