#:project ../src/ChiSo.Application/ChiSo.Application.csproj
#:property RestorePackagesWithLockFile=false

// Makes samples/can-tho-2023/positions.csv: illustrative entries whose computed result states what the city announced.
// Run it from the root of the repository:  dotnet run samples/generate.cs
// It draws nothing from a clock or a random source: the same files in give the same file out. How it works: samples/README.md.

#pragma warning disable MA0047 // the types of a script need no namespace

using System.Collections.Immutable;
using System.Globalization;
using ChiSo.Application.Results;
using ChiSo.Application.Spreadsheets;
using ChiSo.Engine;

var folder = args is [var given] ? given : Path.Combine("samples", "can-tho-2023");
var round = Sample.Read(folder);
var blocks = new List<BlockDocument>();
foreach (var block in round.Blocks)
{
    var search = new Search(round, block);
    search.Settle();
    search.Report();
    blocks.Add(block with { Positions = [.. new Paper(search).Positions()] });
}

Sample.Write(folder, round with { Blocks = [.. blocks] });

/// <summary>What the search aims at: the index of each unit, and the mean of its five satisfaction figures.</summary>
internal static class Aims
{
    public static readonly Dictionary<string, (decimal Index, double Satisfaction)> Of = new()
    {
        ["ldtbxh"] = (96.88m, 97.6), ["khcn"] = (96.41m, 95.4), ["vhttdl"] = (95.93m, 95.0), ["tuphap"] = (95.52m, 94.8),
        ["noivu"] = (95.07m, 96.2), ["gddt"] = (93.62m, 96.9), ["taichinh"] = (93.14m, 94.3), ["tttt"] = (92.77m, 94.6),
        ["yte"] = (92.31m, 93.1), ["congthuong"] = (91.88m, 93.8), ["khdt"] = (91.43m, 93.4), ["nnptnt"] = (91.02m, 92.7),
        ["gtvt"] = (90.68m, 92.2), ["kcxcn"] = (90.37m, 91.8), ["xaydung"] = (86.87m, 89.6), ["tnmt"] = (82.42m, 88.1),
        ["phong-dien"] = (96.42m, 96.3), ["vinh-thanh"] = (95.58m, 95.9), ["thoi-lai"] = (94.71m, 97.2), ["co-do"] = (94.26m, 95.2),
        ["binh-thuy"] = (93.88m, 94.4), ["cai-rang"] = (93.47m, 93.7), ["thot-not"] = (93.05m, 94.9), ["o-mon"] = (92.46m, 89.9),
        ["ninh-kieu"] = (91.54m, 92.1),
    };

    /// <summary>How far each of the five figures lies from their mean.</summary>
    public static readonly Dictionary<string, double> Factor = new()
    {
        ["TD_HL_TC"] = -0.2, ["TD_HL_TT"] = -1.0, ["TD_HL_CC"] = 1.0, ["TD_HL_KQ"] = 0.9, ["TD_HL_PA"] = -0.7,
    };

    /// <summary>How much harder a line is than others: what the announcement says still limits loses most.</summary>
    public static double Weakness(string code) => code switch
    {
        "CS_DV_HS" or "CS_DV_PS" or "CS_DV_TTTT" => 4.5,
        "CS_CD_NL" or "CS_CD_CDS" or "CS_DTI" => 3,
        "TT_RS_KH" or "TT_RS_DG" or "TT_RS_KN" or "TT_MC_DH" => 3,
        "TT_MC_XL" or "CS_SH_TS" or "CS_SH_KQ" => 2.2,
        _ when code.Contains("_KS", StringComparison.Ordinal) || code is "TC_XD_CL" or "TD_LD" or "CD_ND_LD" => 1.1,
        _ => 0.8,
    };
}

/// <summary>Chance without a random source: a number in [0, 1) from words.</summary>
internal static class Noise
{
    public static double Of(params ReadOnlySpan<string> words)
    {
        var hash = 14695981039346656037UL;
        foreach (var word in words)
        {
            foreach (var letter in word + "|")
                hash = (hash ^ letter) * 1099511628211UL;
        }

        hash ^= hash >> 33;
        hash *= 0xff51afd7ed558ccdUL;
        hash ^= hash >> 33;
        return (hash >> 11) / (double)(1UL << 53);
    }

    public static int Between(int low, int high, params ReadOnlySpan<string> words) => low + (int)(Of(words) * (high - low + 1));
}

/// <summary>Makes one entry of one line, for a share of its points to lose. Volumes (dossiers, staff, plans) hang on the unit alone, so that lines agree with each other.</summary>
internal sealed class Maker(DateOnly cutOff)
{
    /// <param name="loss">Share of the maximum to lose, from 0 to 1; the entry comes near it, as far as its rule allows.</param>
    public Entry Make(string unit, CriteriaNode leaf, double loss)
    {
        var code = leaf.Code.Value;
        loss = Math.Clamp(loss, 0, 1);
        if (leaf.Scoring!.NoTaskGivesMax && IsQuiet(code) && Noise.Of(unit, code, "task") < 0.35)
            return new Entry.NoTask { From = Source(unit, leaf) };

        var made = Dossiers(unit, code, loss) ?? leaf.Scoring.Rule switch
        {
            ScoringRule.YesNo => new Entry.Answer(loss < 0.4 ? 0 : 1),
            ScoringRule.Choice choice => new Entry.Answer(Nearest(choice.Options, leaf.Max.Value, loss)),
            ScoringRule.Ladder { Measures.Length: 2 } => Joint(unit, code, loss),
            ScoringRule.Ladder ladder => OnLadder(unit, leaf, ladder.Steps, loss),
            ScoringRule.ImportedLadder ladder => Figures(Above(unit, code, ladder.Steps, (decimal)((1 - loss) * (double)leaf.Max.Value), 4.9m)),
            ScoringRule.Proportional rule => Part(unit, code, (double)rule.Target / 100 * (1 - loss), (double)(rule.ZeroBelow ?? 0) / 100),
            ScoringRule.Ratio => Part(unit, code, 1 - loss, 0),
            ScoringRule.Count count when leaf.Part == CriteriaPart.Base => Figures(Events(count, leaf.Max.Value, loss)),
            ScoringRule.Count => Figures(Outside(unit, code)),
            ScoringRule.Rubric rubric => new Entry.Direct(new(Math.Round((decimal)(1 - loss) * leaf.Max.Value / rubric.Step.Value, MidpointRounding.AwayFromZero) * rubric.Step.Value)),
            ScoringRule.Survey survey => Survey(unit, code, survey, loss),
            ScoringRule.Imported imported => Figures(Math.Round((decimal)(1 - loss) * imported.Scale)),
            ScoringRule.RelativeToBest best => Figures(Math.Round(best.Target * (decimal)(0.6 + (1.9 * Noise.Of(unit, code))), 1)),
            ScoringRule.MeanOverItems => Items(unit, code, loss),
            ScoringRule.Calculated => Tasks(unit, code, loss),
            _ => throw new NotSupportedException(code),
        };
        return made with { From = Source(unit, leaf) };
    }

    /// <summary>Lines on which nothing need happen in a year.</summary>
    private static bool IsQuiet(string code) => code is "TC_KT" or "TT_PA_HAN" or "TA_KL" or "CV_TD_CD" or "BM_BC_TG" or "CD_KT_XL";

    private Provenance? Source(string unit, CriteriaNode leaf)
    {
        var supplier = leaf.Scoring!.SuppliedBy;
        if (supplier == Supplier.Unit)
            return null;

        int? count = leaf.Scoring.Rule is ScoringRule.Survey survey ? Forms(unit, survey) : leaf.Scoring.Rule is ScoringRule.MeanOverItems ? Size(unit, leaf.Code.Value) : null;
        return new(SourceName(supplier, leaf), cutOff, count, null);
    }

    private static string SourceName(Supplier supplier, CriteriaNode leaf) => supplier switch
    {
        Supplier.Survey => "Điều tra xã hội học năm 2023 (số liệu minh họa)",
        Supplier.Dossiers => "Hệ thống thông tin giải quyết thủ tục hành chính (số liệu minh họa)",
        _ => leaf.Scoring!.Evidence.Split(';')[0] + " (số liệu minh họa)",
    };

    private static Entry.Figures Figures(params ImmutableArray<decimal> values) => new(values);

    private static int Nearest(ImmutableArray<ScoringRule.Option> options, decimal max, double loss) =>
        Enumerable.Range(0, options.Length).MinBy(option => Math.Abs((double)options[option].Points.Value - ((1 - loss) * (double)max)));

    private static decimal Events(ScoringRule.Count count, decimal max, double loss) =>
        count.Each.Value < 0 ? Math.Round((decimal)loss * max / -count.Each.Value)
        : Math.Round((decimal)(1 - loss) * max / count.Each.Value);

    /// <summary>Bonus and deduction are rare: a model spread by central government, a self-assessment handed in late.</summary>
    private static decimal Outside(string unit, string code) => (unit, code) switch
    {
        ("khcn" or "phong-dien", "DT_SK") => 1,
        ("xaydung" or "ninh-kieu", "DT_CHAM") => 1,
        ("tnmt", "DT_CHAM") => 3,
        _ => 0,
    };

    private static Entry.Figures Part(string unit, string code, double share, double least)
    {
        var whole = Size(unit, code);
        var part = (decimal)Math.Round(Math.Max(share, least) * (double)whole, MidpointRounding.AwayFromZero);
        return Figures(part < (decimal)least * whole ? part + 1 : part, whole);
    }

    private static Entry.Figures OnLadder(string unit, CriteriaNode leaf, ImmutableArray<ScoringRule.Rung> steps, double loss)
    {
        var code = leaf.Code.Value;
        var points = (decimal)((1 - loss) * (double)leaf.Max.Value);
        if (code == "BM_BC_SD")
            return Figures(Size(unit, code) + (loss < 0.5 ? -Noise.Between(0, 3, unit, code) : 1), Size(unit, code));

        var x = Above(unit, code, steps, points, null);
        if (leaf.Scoring!.Figures.Length == 1)
            return Figures(Math.Ceiling(x));

        var whole = Size(unit, code);
        return Figures(Math.Min(whole, Math.Ceiling(x * whole / 100)), whole);
    }

    /// <summary>A value that reaches the rung nearest the points wanted and not the next one.</summary>
    private static decimal Above(string unit, string code, ImmutableArray<ScoringRule.Rung> steps, decimal points, decimal? room)
    {
        var rung = Enumerable.Range(0, steps.Length).MinBy(step => Math.Abs(steps[step].Points.Value - points));
        var from = steps[rung].All[0].Value;
        var to = rung == 0 ? from + (room ?? ((from / 2) + 1)) : steps[rung - 1].All[0].Value;
        return Math.Round(from + ((to - from) * 0.8m * (decimal)Noise.Of(unit, code, "rung")), 1);
    }

    private static Entry.Figures Joint(string unit, string code, double loss)
    {
        var (tier, some) = (loss < 0.3 ? 0 : loss < 0.75 ? 1 : 2, Noise.Between(0, 6, unit, code, "joint"));
        return (code, tier) switch
        {
            ("CD_KH_BH", 0) => Figures(0, 7),
            ("CD_KH_BH", 1) => Figures(3 + some, 7),
            ("CD_KH_BH", _) => Figures(18 + some, 6),
            ("CD_DT" or "CS_CD_NL" or "CS_CD_CDS", 0) => Figures(2 + (some / 3), 100),
            ("CD_DT" or "CS_CD_NL" or "CS_CD_CDS", 1) => Figures(2, 82 + (2 * some)),
            ("CD_DT" or "CS_CD_NL" or "CS_CD_CDS", _) => Figures(1, 34 + (2 * some)),
            ("BM_PC", 0) => Figures(100, 31 + (2 * some)),
            ("BM_PC", 1) => Figures(94 + some, 21 + some),
            ("BM_PC", _) => Figures(86, 14 + some),
            (_, 0) => Figures(100, 100),
            (_, 1) => Figures(96 + (some * 0.5m), 95.5m + (some * 0.5m)),
            (_, _) => Figures(93, 94 + some),
        };
    }

    private static Entry.Figures Survey(string unit, string code, ScoringRule.Survey survey, double loss)
    {
        var forms = Forms(unit, survey);
        var x = Aims.Factor.TryGetValue(code, out var offset)
            ? Aims.Of[unit].Satisfaction + offset + (Noise.Of(unit, code) * 0.6) - 0.3
            : 100 * (1 - loss);
        // A share is k out of n forms; a mean of answers 1-5 on a scale of 100 moves by 100 ÷ 4n or 100 ÷ 5n, and both divide half a point at 200 forms.
        return survey.Parameters["measure"] == "mean_1_5"
            ? Figures(Math.Round((decimal)x * 2, MidpointRounding.AwayFromZero) / 2)
            : Figures(100 * Math.Round((decimal)x * forms / 100, MidpointRounding.AwayFromZero) / forms);
    }

    private static int Forms(string unit, ScoringRule.Survey survey) =>
        survey.Parameters["measure"] == "mean_1_5" || survey.Parameters["instrument"] == "officials" ? 200
        : (ReadOnlySpan<int>)[200, 250, 400] is var sizes ? sizes[Noise.Between(0, 2, unit, "forms")] : 0;

    private static Entry.Items Items(string unit, string code, double loss)
    {
        var values = new decimal[Size(unit, code)];
        for (var item = 0; item < values.Length; item++)
        {
            var luck = Noise.Of(unit, code, item.ToString(CultureInfo.InvariantCulture));
            values[item] = code switch
            {
                "TT_MC_CL" => luck < loss * 0.7 ? 0 : luck < loss * 1.3 ? 1 : 2,
                "TT_MC_DB" => Math.Round(100 - (decimal)(200 * loss * luck), 2),
                _ => Math.Round((decimal)(luck > 0.6 ? 100 + (20 * (luck - 0.6)) : 100 - (330 * loss * luck)), 1),
            };
        }

        return new([.. values.Select(value => Math.Max(0, value))]);
    }

    private static Entry.Figures Tasks(string unit, string code, double loss)
    {
        var given = Size(unit, code);
        var late = (int)Math.Round(given * Math.Min(1, loss * 1.2));
        return Figures(given - late, (int)Math.Round(late * 0.7), given);
    }

    /// <summary>Share of a unit's dossiers that are late, in percent: three lines are made from it.</summary>
    public Dictionary<string, double> Late { get; } = [];

    /// <summary>Late dossiers, in percent, for a share of the points of the on-time line to lose.</summary>
    public static double LateRate(double loss) =>
        loss < 0.2 ? 0.02 + (2.2 * loss)
        : loss < 0.5 ? 0.55 + (4.5 * (loss - 0.2))
        : loss < 0.75 ? 2.05 + (11 * (loss - 0.5))
        : 5.1 + (18 * (loss - 0.75));

    private Entry? Dossiers(string unit, string code, double loss)
    {
        var received = Noise.Between(2400, 21000, unit, "received");
        var handled = (int)(received * 0.96);
        var late = (int)Math.Round(handled * Late[unit] / 100);
        Entry Share(int whole, double target) => Figures((int)Math.Round(whole * (1 - loss) * target), whole);
        return code switch
        {
            "TT_MC_DH" => Figures(handled - late, handled),
            "TT_MC_TP" => Figures(Math.Round(100m * late / handled, 2), Math.Round(0.4m * (decimal)(Noise.Of(unit, code) * (0.2 + loss)), 2)),
            "TT_MC_XL" => late == 0 ? new Entry.NoTask() : Share(late, 1),
            "TT_MC_DD" => Figures((int)Math.Round(received / 7 * (98 - (18 * loss)) / 100), received / 7),
            "CS_DV_HS" => Share(received, 0.5),
            "CS_DV_TTTT" => Share(received * 2 / 5, 0.3),
            "CS_SH_HS" or "CS_SH_TS" => Share(received, 0.8),
            "CS_SH_KQ" => Share(handled, 1),
            _ => null,
        };
    }

    /// <summary>How many there are of what a line counts: tasks, staff, procedures, items.</summary>
    private static int Size(string unit, string code)
    {
        var (low, high) = code switch
        {
            "CD_KH_HT" => (28, 60),
            "CD_KT_XL" => (6, 14),
            "CD_NV" => (90, 220),
            "CD_KT_TL" or "TA_DV" => (8, 20),
            "TC_XD_TD" or "BM_BC_TG" or "TC_BH" or "BM_SXKH" => (5, 9),
            "TC_RS_TH" or "TC_RSXL" => (20, 48),
            "TC_RS_XL" or "CV_TD_CD" => (8, 16),
            "TC_KT" => (2, 4),
            "TT_RS_KH" or "CS_CD_KH" => (16, 30),
            "TT_CB_HAN" => (30, 80),
            "TT_PA_HAN" => (12, 40),
            "BM_SX_DV" => (20, 30),
            "BM_BC_SD" or "CV_VT" or "CV_DL" => (52, 96),
            "CV_DT" => (60, 180),
            "CV_CX" => (150, 260),
            "TA_TC_TK" => (8000, 16000),
            "TA_GN" => (22000, 96000),
            "TA_KL" => (300, 2400),
            "CS_DV_TT" or "CS_DV_PS" => (84, 190),
            "CS_AT_CD" => (2, 5),
            "CS_VB" => (2200, 7400),
            "TT_MC_CL" => (20, 20),
            "TD_KT_CT" or "TD_KT_NQ" => (6, 10),
            "TT_MC_DB" or "TC_CAN" => unit switch
            {
                "ninh-kieu" => (11, 11),
                "thoi-lai" => (13, 13),
                "vinh-thanh" => (11, 11),
                "co-do" => (10, 10),
                "thot-not" => (9, 9),
                "binh-thuy" => (8, 8),
                _ => (7, 7),
            },
            _ => throw new NotSupportedException(code),
        };
        // Lines that share a head count agree on it.
        var key = code is "BM_BC_SD" or "CV_VT" or "CV_DL" ? "staff" : code;
        return Noise.Between(low, high, unit, key, "size");
    }
}

/// <summary>Finds how hard the year was for each unit, so that the engine's own index comes out at the aim; then settles the last fraction on dossier figures.</summary>
internal sealed class Search
{
    private readonly RoundDocument round;
    private readonly Entry?[] entries;
    private readonly double[] hardship;

    public Search(RoundDocument round, BlockDocument block)
    {
        (this.round, Block, Maker) = (round, block, new(round.CutOff));
        Leaves = [.. block.Criteria.Leaves()];
        entries = new Entry?[block.Units.Length * Leaves.Length];
        hardship = new double[block.Units.Length];
    }

    public BlockDocument Block { get; }

    public Maker Maker { get; }

    public ImmutableArray<CriteriaNode> Leaves { get; }

    public Entry? EntryOf(int unit, int leaf) => entries[(unit * Leaves.Length) + leaf];

    public double LossOf(int unit, int leaf)
    {
        var (name, code) = (Block.Units[unit].Code, Leaves[leaf].Code.Value);
        var slipped = IsStepwise(Leaves[leaf].Scoring!.Rule) && Noise.Of(name, code, "slip") < hardship[unit] * 0.7;
        return slipped ? 0.5 : Math.Min(0.85, hardship[unit] * Aims.Weakness(code) * (0.35 + (1.3 * Noise.Of(name, code, "loss"))));
    }

    public void Settle()
    {
        var (low, high) = (new double[hardship.Length], Enumerable.Repeat(0.8, hardship.Length).ToArray());
        for (var step = 0; step < 40; step++)
        {
            for (var unit = 0; unit < hardship.Length; unit++)
                Fill(unit, (low[unit] + high[unit]) / 2);
            var result = Compute();
            for (var unit = 0; unit < hardship.Length; unit++)
                (result.Units[unit].Index > AimOf(unit) ? low : high)[unit] = hardship[unit];
        }

        foreach (var code in (string[])["CS_DV_HS", "CS_DV_PS", "CS_VB", "CS_SH_HS", "CS_SH_KQ"])
        {
            for (var unit = 0; unit < hardship.Length; unit++)
                Tune(unit, Leaves.Index().First(leaf => leaf.Item.Code.Value == code).Index);
        }
    }

    public void Report()
    {
        var result = Compute();
        Console.WriteLine($"{Block.Code}: mean {result.Summary.PublishedMean}, classes {string.Join(" / ", result.Summary.ClassCounts)}");
        foreach (var unit in result.Units.OrderBy(unit => unit.Rank))
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {unit.Rank,2} {unit.Unit,-12} {unit.Index:0.000000}"));
    }

    /// <summary>Rules that give all or a part: a small loss would never show on them, so a line slips now and then.</summary>
    private static bool IsStepwise(ScoringRule rule) =>
        rule is ScoringRule.YesNo or ScoringRule.Choice or ScoringRule.Ladder or ScoringRule.ImportedLadder or ScoringRule.Count or ScoringRule.Rubric;

    private decimal AimOf(int unit) => Aims.Of[Block.Units[unit].Code].Index;

    private void Fill(int unit, double hard)
    {
        hardship[unit] = hard;
        var name = Block.Units[unit].Code;
        Maker.Late[name] = Maker.LateRate(LossOf(unit, Leaves.Index().First(leaf => leaf.Item.Code.Value == "TT_MC_DH").Index));
        for (var leaf = 0; leaf < Leaves.Length; leaf++)
            entries[(unit * Leaves.Length) + leaf] = Applies(name, Leaves[leaf]) ? Maker.Make(name, Leaves[leaf], LossOf(unit, leaf)) : null;
    }

    private bool Applies(string unit, CriteriaNode leaf) =>
        Block.Decisions.LastOrDefault(decision => decision.Unit == unit && decision.Node == leaf.Code)?.Ruling is not Ruling.NotApplicable;

    /// <summary>Moves the numerator of a share until the index is as near the aim as it can come.</summary>
    private void Tune(int unit, int leaf)
    {
        var place = (unit * Leaves.Length) + leaf;
        if (entries[place] is not Entry.Figures figures)
            return;

        decimal IndexAt(decimal part)
        {
            entries[place] = figures with { Values = [part, figures.Values[1]] };
            return Compute().Units[unit].Index!.Value;
        }

        var most = Math.Floor(figures.Values[1] * (Leaves[leaf].Scoring!.Rule is ScoringRule.Proportional rule ? rule.Target / 100 : 1));
        var (low, high) = (Math.Floor(figures.Values[0] * 0.8m), Math.Min(most, Math.Ceiling(figures.Values[0] * 1.2m)));
        while (high - low > 1)
        {
            var middle = Math.Floor((low + high) / 2);
            (low, high) = IndexAt(middle) > AimOf(unit) ? (low, middle) : (middle, high);
        }

        IndexAt(Math.Abs(IndexAt(low) - AimOf(unit)) < Math.Abs(IndexAt(high) - AimOf(unit)) ? low : high);
    }

    private BlockResult Compute() => Computation.Compute(RoundSnapshot.ToInput(round, Block) with { Entries = [.. entries] });
}

/// <summary>Lays a year's paper around the final entries: self-assessment, appraisal, explanation, second appraisal, council.</summary>
internal sealed class Paper(Search search)
{
    private const string Council = "Hội đồng thẩm định";
    private const string WorkingGroup = "Tổ giúp việc Hội đồng thẩm định";

    public IEnumerable<PositionDocument> Positions()
    {
        for (var unit = 0; unit < search.Block.Units.Length; unit++)
        {
            for (var leaf = 0; leaf < search.Leaves.Length; leaf++)
            {
                foreach (var position in OfLine(unit, leaf))
                    yield return position;
            }
        }
    }

    private IEnumerable<PositionDocument> OfLine(int unit, int leaf)
    {
        if (search.EntryOf(unit, leaf) is not { } final)
            return [];

        var (who, node) = (search.Block.Units[unit], search.Leaves[leaf]);
        if (node.Scoring!.SuppliedBy != Supplier.Unit)
            return [At("review1", final, "", "", node.Scoring.LeadAppraiser)];

        var loss = search.LossOf(unit, leaf);
        var claim = search.Maker.Make(who.Code, node, loss * 0.3);
        var harsh = search.Maker.Make(who.Code, node, (loss * 1.7) + 0.15);
        var (agreed, harsher) = (claim.Equals(final), !harsh.Equals(final));
        var draw = Noise.Of(who.Code, node.Code.Value, "path");
        var appraiser = node.Scoring.LeadAppraiser == who.Name.Vi ? WorkingGroup : node.Scoring.LeadAppraiser;
        return (agreed, harsher) switch
        {
            (true, true) when draw < 0.05 => [Self(final), Cut(harsh), Explained(final), Second(final, "Chấp nhận giải trình; tài liệu bổ sung đủ và đúng kỳ số liệu.")],
            (true, _) when draw > 0.985 => [Draft(harsh), Self(final) with { Sequence = 2 }, Accepted()],
            (true, _) => [Self(final), Accepted()],
            (false, true) when draw < 0.12 => [Self(claim), Cut(harsh), Explained(claim), Second(final, "Chấp nhận một phần giải trình theo tài liệu bổ sung.")],
            (false, true) when draw < 0.18 => [Self(claim), Cut(harsh), Explained(claim), Second(harsh, "Giữ nguyên kết quả thẩm định lần 1."), Concluded()],
            (false, _) when draw < 0.3 => [Self(claim), Cut(final), Explained(claim), Second(final, "Giữ nguyên kết quả thẩm định lần 1: tài liệu bổ sung ban hành sau thời điểm chốt số liệu.")],
            (false, _) when draw < 0.65 => [Self(claim), Cut(final)],
            _ => [Self(final), Accepted()],
        };

        PositionDocument At(string stage, Entry entry, string reason, string evidence, string by) =>
            new(who.Code, node.Code, stage, 0, 1, entry, true, reason, evidence, by);
        PositionDocument Draft(Entry entry) => At("self", entry, "", "", who.Name.Vi) with { HandedIn = false };
        PositionDocument Self(Entry entry) => At("self", entry, "", Cited(who, node), who.Name.Vi);
        PositionDocument Accepted() => At("review1", final, "", "", appraiser);
        PositionDocument Cut(Entry entry) => At("review1", entry, WhyCut(node), "", appraiser);
        PositionDocument Explained(Entry entry) => At("explanation", entry, "Đơn vị giải trình và bổ sung tài liệu kiểm chứng.", Cited(who, node, "bổ sung"), who.Name.Vi);
        PositionDocument Second(Entry entry, string reason) => At("review2", entry, reason, "", appraiser);
        PositionDocument Concluded() => At("council", final, "Hội đồng thẩm định xem xét theo đề nghị của đơn vị và biểu quyết mức này.", "Biên bản họp Hội đồng thẩm định (minh họa)", Council);
    }

    private static string WhyCut(CriteriaNode node) => node.Scoring!.Rule switch
    {
        ScoringRule.YesNo => "Chưa có tài liệu kiểm chứng theo yêu cầu.",
        ScoringRule.Choice => "Tài liệu kiểm chứng cho thấy mức khác với mức tự chọn.",
        ScoringRule.Rubric => "Nội dung chưa nêu đủ nguyên nhân và giải pháp theo hướng dẫn chấm điểm.",
        ScoringRule.Ladder => "Số liệu theo tài liệu kiểm chứng khác số liệu tự kê khai.",
        ScoringRule.MeanOverItems => "Mức hoàn thành một số chỉ tiêu được tính lại theo báo cáo chính thức.",
        _ => "Chỉ tính phần có tài liệu kiểm chứng; phần còn lại chưa có văn bản kèm theo.",
    };

    /// <summary>A made-up document, in the form officials cite: number, symbol, day.</summary>
    private static string Cited(UnitInput unit, CriteriaNode node, string again = "")
    {
        var number = Noise.Between(12, 980, unit.Code, node.Code.Value, again);
        var day = Noise.Between(3, 20, unit.Code, node.Code.Value, again, "day");
        return string.Create(CultureInfo.InvariantCulture, $"Báo cáo số {number}/BC ngày {day:00}/{(again.Length == 0 ? "12/2023" : "01/2024")} (minh họa)");
    }
}

/// <summary>The tables of the sample: all but the positions are read, the positions are written.</summary>
internal static class Sample
{
    public static RoundDocument Read(string folder)
    {
        var read = CsvTables.ReadFolder(folder);
        var parsed = RoundTables.Parse(read with { Tables = [.. read.Tables.Where(table => table.Name != "positions")] });
        return parsed.TryGet(out var round) ? round : throw new InvalidDataException(string.Join('\n', parsed.Problems));
    }

    public static void Write(string folder, RoundDocument round)
    {
        var positions = RoundTables.Format(round).Single(table => table.Name == "positions");
        using var file = File.Create(Path.Combine(folder, "positions.csv"));
        CsvTables.Write(file, positions, CsvWriting.Kept);
    }
}
