using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using ChiSo.Application.Appraisal;
using ChiSo.Application.Rounds;
using ChiSo.Application.Tests.Samples;
using ChiSo.Engine;
using CsCheck;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Appraisal;

/// <summary>The draw of lines that are marked twice: repeatable by anybody, and the riskier a line, the likelier.</summary>
public sealed class DoubleDrawTests
{
    private static readonly CriteriaSet Criteria = SampleRound.CanTho.Blocks[0].Criteria;

    private static readonly LiveBlock Block = new(Guid.Empty, "departments", Words.Same("Khối sở"), Guid.Empty, [.. SampleRound.CanTho.Blocks[0].Units]);

    private static readonly List<(string Unit, CriterionCode Line)> Lines = [.. from unit in Block.Units from leaf in Criteria.Leaves() where DoubleDraw.IsDrawnFrom(leaf) select (unit.Code, leaf.Code)];

    private static readonly Gen<string> Seeds = Gen.String[Gen.Char.AlphaNumeric, 1, 12];

    private static readonly Gen<LineRisk[]> Risks = Gen.Select(Gen.Int[0, 100], Gen.Int[0, 100], Gen.Int[0, 100], Gen.Bool).Array[Lines.Count]
        .Select(parts => parts.Select((part, place) => Risk(Lines[place], part.Item1, part.Item2, part.Item3, part.Item4)).ToArray());

    [Fact]
    public void The_same_seed_draws_the_same_share_and_another_seed_another()
    {
        Draw("a", 10).ShouldBe(Draw("a", 10), ignoreOrder: true);
        Draw("a", 10).Count.ShouldBe((int)Math.Ceiling(Lines.Count / 10m));
        Draw("a", 100).Count.ShouldBe(Lines.Count);
        Draw("a", 10).SetEquals(Draw("b", 10)).ShouldBeFalse();
        Draw("a", 20).IsSupersetOf(Draw("a", 10)).ShouldBeTrue("a larger share keeps what was drawn");
    }

    [Fact]
    public void A_line_that_becomes_riskier_stays_drawn() =>
        Gen.Select(Seeds, Gen.Int[1, 60], Risks, Gen.Int[0, Lines.Count - 1], Gen.Int[0, 100]).Sample(
            (seed, share, risks, place, gap) =>
            {
                var (line, more) = (Lines[place], risks.ToArray());
                more[place] = Risk(line, Math.Max(gap, risks[place].Gap), risks[place].Stake, risks[place].Changed, bare: true);
                return !Draw(seed, share, risks).Contains(line) || Draw(seed, share, more).Contains(line);
            },
            iter: 100);

    [Fact]
    public void Over_many_seeds_a_riskier_line_is_drawn_more_often()
    {
        LineRisk[] risks = [Risk(Lines[0], 100, 100, 100, bare: true), Risk(Lines[1], 50, 50, 50, bare: false)];
        var drawn = Enumerable.Range(0, 400).Select(seed => Draw($"{seed}", 10, risks)).ToList();
        int Times(int place) => drawn.Count(one => one.Contains(Lines[place]));
        Times(0).ShouldBeGreaterThan(Times(1) + 20);
        Times(1).ShouldBeGreaterThan(Times(2) + 20, "no risk at all");
    }

    [Fact]
    public void Without_risks_every_line_weighs_the_same() =>
        Gen.Select(Seeds, Gen.Int[1, 100]).Sample((seed, share) => Draw(seed, share).SetEquals(Draw(seed, share, [.. Lines.Select(line => Risk(line, 20, 30, 0, bare: false))])), iter: 30);

    /// <summary>The page on the method in other words: fractions compared crosswise.</summary>
    [Fact]
    public void Anybody_repeats_the_draw_from_seed_and_weights() => Gen.Select(Seeds, Gen.Int[1, 100], Risks).Sample(
        (seed, share, risks) =>
        {
            var keys = risks.ToDictionary(risk => (risk.Unit, risk.Criterion), risk => (Hash: BigInteger.Parse("0" + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}|departments|{risk.Unit}|{risk.Criterion}"))), System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture), risk.Weight));
            var order = Lines.Order(Comparer<(string, CriterionCode)>.Create((one, other) => (keys[one].Hash * keys[other].Weight).CompareTo(keys[other].Hash * keys[one].Weight)));
            return Draw(seed, share, risks).SetEquals(order.Take((int)Math.Ceiling(Lines.Count * share / 100m)));
        },
        iter: 20);

    [Fact]
    public void The_hash_of_the_risks_does_not_depend_on_their_order() => Risks.Sample(
        risks => DoubleDraw.HashOf(risks) == DoubleDraw.HashOf(risks.Reverse()) && DoubleDraw.HashOf(risks) != DoubleDraw.HashOf(risks.Skip(1)), iter: 20);

    private static HashSet<(string, CriterionCode)> Draw(string seed, int share, params LineRisk[] risks) =>
        [.. DoubleDraw.Of(new() { BlockId = Block.Id, Share = share, Seed = seed, Choice = DoubleChoice.ByRisk }, Block, Criteria, risks)];

    private static LineRisk Risk((string Unit, CriterionCode Line) line, int gap, int stake, int changed, bool bare) =>
        new() { BlockId = Guid.Empty, Unit = line.Unit, Criterion = line.Line, Gap = gap, Stake = stake, Changed = changed, Bare = bare ? 100 : 0 };
}
