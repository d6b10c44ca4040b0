using System.Collections.Immutable;
using System.Text;
using ChiSo.Application.Rounds;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Appraisal;

/// <summary>A body that appraises ("cơ quan chủ trì thẩm định").</summary>
public sealed record Agency(string Code, Words Name);

/// <summary>Every body that may appraise in a round: its units, bodies that are no unit and appraise at the first level or are named by the criteria, and the council's working group.</summary>
public sealed class Agencies
{
    /// <summary>Appraises what a lead agency may not appraise about itself.</summary>
    public const string WorkingGroup = "to-giup-viec";

    private static readonly Agency Group = new(WorkingGroup, new("Tổ giúp việc Hội đồng thẩm định", "Working group of the council"));

    private readonly ImmutableDictionary<string, Agency> byCode;
    private readonly ImmutableDictionary<string, Agency> byName;

    private Agencies(ImmutableArray<Agency> all)
    {
        All = all;
        byCode = all.ToImmutableDictionary(agency => agency.Code);
        byName = all.GroupBy(agency => Fold.Key(agency.Name.Vi)).ToImmutableDictionary(same => same.Key, same => same.First());
    }

    /// <summary>The working group first, then units in official order, then the others.</summary>
    public ImmutableArray<Agency> All { get; }

    public static Agencies Of(LiveRound round, IEnumerable<CriteriaSet> sets)
    {
        var units = round.Blocks.SelectMany(block => block.Units).Select(unit => new Agency(unit.Code, unit.Name));
        var bodies = round.Blocks.SelectMany(block => block.FirstLevel).Select(row => row.Appraiser).Where(name => round.Blocks.All(block => block.Unit(name) is null)).Distinct(StringComparer.Ordinal).Select(name => new Agency(CodeOf(name), Words.Same(name)));
        var named = sets.SelectMany(set => set.Leaves()).Select(leaf => Bare(leaf.Scoring?.LeadAppraiser ?? "")).Where(name => name.Length > 0).Distinct(StringComparer.Ordinal).Select(name => new Agency(CodeOf(name), Words.Same(name)));
        var (codes, names) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        return new([.. units.Concat(named).Concat(bodies).Prepend(Group).Where(IsNew)]);

        bool IsNew(Agency agency)
        {
            var key = Fold.Key(agency.Name.Vi);
            return !codes.Contains(agency.Code) && !names.Contains(key) && codes.Add(agency.Code) && names.Add(key);
        }
    }

    /// <summary><c>null</c> when no agency has this code.</summary>
    public Agency? Find(string code) => byCode.GetValueOrDefault(code);

    public Words NameOf(string code) => Find(code)?.Name ?? Words.Same(code);

    /// <summary>The agency a criterion names: the same name but for spelling of tones, case, hyphens, and a remark in brackets.</summary>
    /// <returns><c>null</c> when the text is empty.</returns>
    public Agency? Named(string text) => byName.GetValueOrDefault(Fold.Key(Bare(text)));

    /// <summary>The body a file means, by the code of a unit or by a name.</summary>
    public Agency? Meant(string text) => Find(text) ?? byName.GetValueOrDefault(Fold.Key(text)) ?? Named(text);

    /// <summary>"Sở Nội vụ (điều tra xã hội học)" is Sở Nội vụ.</summary>
    private static string Bare(string text) => (text.IndexOf('(', StringComparison.Ordinal) is > 0 and var bracket ? text[..bracket] : text).Trim();

    /// <summary>"Văn phòng UBND thành phố" has the code "van-phong-ubnd-thanh-pho".</summary>
    private static string CodeOf(string name)
    {
        var code = new StringBuilder();
        foreach (var letter in Fold.Loose(name))
        {
            if (char.IsAsciiLetterOrDigit(letter))
                code.Append(letter);
            else if (code.Length > 0 && code[^1] != '-')
                code.Append('-');
        }

        return code.ToString().Trim('-');
    }
}
