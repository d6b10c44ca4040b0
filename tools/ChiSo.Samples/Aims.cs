namespace ChiSo.Samples;

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
