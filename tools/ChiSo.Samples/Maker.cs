using System.Collections.Immutable;
using System.Globalization;
using ChiSo.Engine;

namespace ChiSo.Samples;

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
